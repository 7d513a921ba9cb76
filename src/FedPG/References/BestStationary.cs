using FedPG.Environments;
using FedPG.Random;
using FedPG.Scoring;

namespace FedPG.References;

/// <summary>
/// Exact ascent on J over stationary policies from several starts. J is not concave, so the result is a lower bound on the optimum.
/// </summary>
internal sealed class BestStationary(FederatedObjective objective, CommonOptimum bound, WorkMeter meter)
{
    private const int MaximumSteps = 3000;

    private readonly EnvironmentSet _environments = objective.Environments;

    /// <summary>Whether the limit of work ended the search.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The best value over all starts and its policy, flat [S][A].</summary>
    /// <param name="firstStarts">Policies to start from before the usual ones, flat [S][A] each.</param>
    public (double Value, double[] Policy) Search(IEnumerable<double[]> firstStarts)
    {
        var ascent = new StationaryAscent(objective, meter);
        (double Value, double[] Policy) best = (double.NegativeInfinity, []);
        foreach (double[] start in firstStarts.Concat(Starts()))
        {
            if (IsCut = meter.IsSpent) break;
            var found = ascent.From(start, MaximumSteps);
            if (found.Value > best.Value) best = found;
            if (best.Value >= bound.Score.Value) break;
        }

        IsCut |= meter.IsSpent;
        return best;
    }

    /// <summary>The uniform policy, each environment's own optimum, their mean, and random policies.</summary>
    private IEnumerable<double[]> Starts()
    {
        int actions = _environments.Actions, pairs = _environments.States * actions;
        int random = _environments.States <= 64 ? 8 : 2;
        yield return StationaryAscent.Smooth(new double[pairs], actions, share: 1);
        var optima = bound.Optima.Take(8).Select(optimum => PolicyIteration.OneHot(optimum.Actions, actions)).ToList();
        yield return [.. Enumerable.Range(0, pairs).Select(i => optima.Average(optimum => optimum[i]))];
        foreach (double[] optimum in optima) yield return optimum;
        for (int start = 0; start < random; start++)
        {
            var stream = RandomStreams.For(StreamPurpose.Search, seed: 1, agent: start);
            var policy = new double[pairs];
            for (int i = 0; i < pairs; i++) policy[i] = stream.NextExponential();
            for (int row = 0; row < pairs; row += actions) Probabilities.Normalize(policy.AsSpan(row, actions));
            yield return policy;
        }
    }
}
