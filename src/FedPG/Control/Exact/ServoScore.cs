using FedPG.Control.Policies;
using FedPG.Control.Processes;
using FedPG.Control.Training;
using FedPG.Environments;
using FedPG.Scoring;

namespace FedPG.Control.Exact;

/// <summary>
/// The exact score of policies with levels on servos, where each dimension has a policy of its own: J is the mean over the dimensions'
/// finite processes.
/// </summary>
internal sealed class ServoScore : IExactScore
{
    private readonly EnvironmentSet _types;
    private readonly LevelTable[] _dimensions;
    private readonly PolicyChain _chain;
    private readonly int _horizon;
    private readonly double[] _moves = new double[ProductServo.Positions * ServoTable.Actions];
    private readonly double[] _rewards = new double[ProductServo.Positions];
    private readonly double[] _visits = new double[ProductServo.Positions];

    /// <summary>Allocates the buffers.</summary>
    /// <param name="environments">The servos.</param>
    /// <param name="policies">Creates the policies, which have levels and separate dimensions.</param>
    public ServoScore(ControlEnvironments environments, ControlPolicies policies)
    {
        _types = ServoTable.Of(environments.Types.Select(type => ((LaneProcess<ProductServo>)type).Dynamics), environments.Discount);
        _dimensions = [.. Enumerable.Range(0, environments.Shape.ActionDimension)
            .Select(i => new LevelTable(policies.CreateOne(i), ProductServo.Positions, 1 << policies.Options.Bits))];
        _chain = new PolicyChain(_types.Types[0], _types.Discount, WorkMeter.Unlimited());
        _horizon = EpisodeSampler.HorizonOf(environments.Shape, environments.Discount);
    }

    public EpisodeStatistics Score(ReadOnlySpan<double> parameters, int type)
    {
        double objective = 0, bonus = 0, total = 0;
        foreach (var dimension in _dimensions)
        {
            dimension.Load(parameters[..dimension.Parameters]);
            parameters = parameters[dimension.Parameters..];
            SetMoves(dimension);
            _chain.Load(_types.Types[type], _moves);
            _chain.ExpectedRewards(_rewards);
            _chain.Visits(_types.InitialDistribution.AsSpan(), _visits);
            for (int x = 0; x < _visits.Length; x++)
            {
                objective += _visits[x] * _rewards[x];
                bonus += _visits[x] * dimension.Bonus(x);
            }

            total += Return(_types.Types[type]);
        }

        int d = _dimensions.Length;
        return EpisodeStatistics.Exact(objective / d, bonus, total / d, _horizon, ended: 0);
    }

    /// <summary>The probabilities of moves: several levels may round to one.</summary>
    private void SetMoves(LevelTable dimension)
    {
        Array.Clear(_moves);
        for (int level = 0; level < dimension.Actions.Length; level++)
        {
            int move = (int)Math.Round(Math.Clamp(dimension.Actions[level], ProductServo.LowMove, ProductServo.HighMove));
            for (int x = 0; x < ProductServo.Positions; x++)
                _moves[x * ServoTable.Actions + move - ProductServo.LowMove] += dimension.Probabilities[x, level];
        }
    }

    /// <summary>The undiscounted return up to the horizon of scored trajectories.</summary>
    private double Return(MarkovDecisionProcess servo)
    {
        double[] now = [.. _types.InitialDistribution], next = new double[now.Length];
        double sum = 0;
        for (int t = 0; t < _horizon; t++)
        {
            Array.Clear(next);
            for (int x = 0; x < now.Length; x++)
            {
                sum += now[x] * _rewards[x];
                for (int m = 0; m < ServoTable.Actions; m++)
                {
                    double probability = now[x] * _moves[x * ServoTable.Actions + m];
                    if (probability > 0) Add(probability, servo.TransitionRow(x, m), next);
                }
            }

            (now, next) = (next, now);
        }

        return sum;
    }

    private static void Add(double factor, ReadOnlySpan<double> row, double[] sums)
    {
        for (int x = 0; x < row.Length; x++) sums[x] += factor * row[x];
    }
}
