using FedPG.Control.Policies;
using FedPG.Control.Processes;

namespace FedPG.Tests.Control.Policies;

/// <summary>One action of a policy, in the first column of a batch.</summary>
internal sealed class PolicyProbe(ControlPolicy policy)
{
    private const int Width = ControlProcess.Block;

    public double LogProbability { get; private set; }

    public double LogLikelihood { get; private set; }

    public double[] Score { get; private set; } = [];

    public double[] Action { get; private set; } = [];

    /// <summary>Rates an action and computes its score.</summary>
    public PolicyProbe Rate(double[] parameters, double[] observation, params double[] choices)
    {
        double[] columns = Columns(choices), trace = new double[policy.Shape.Trace * Width], ratings = new double[2 * Width];
        double[] credit = new double[Width], sums = new double[policy.Shape.Sums * Width];
        double[] actions = new double[16 * Width];
        policy.SetParameters(parameters);
        policy.Choose(Columns(observation), [], columns, trace, ratings, Width);
        columns.ShouldBe(Columns(choices));
        (LogProbability, LogLikelihood) = (ratings[0], ratings[Width]);
        policy.Act(columns, actions, Width);
        Action = [.. actions.Where((_, i) => i % Width == 0)];
        credit[0] = 1;
        policy.AddScore(columns, trace, credit, sums);
        Score = new double[policy.Shape.Parameters];
        policy.Finish(sums, Score);
        return this;
    }

    private static double[] Columns(double[] numbers) => [.. numbers.SelectMany(number => Enumerable.Repeat(number, Width))];
}
