using FedPG.Control.Policies;
using FedPG.Control.Processes;
using FedPG.Control.Training;

namespace FedPG.Control.Exact;

/// <summary>The exact score of policies with levels on bandits: a sum over the levels.</summary>
internal sealed class BanditScore : IExactScore
{
    private readonly BitBandit[] _bandits;
    private readonly LevelTable _table;
    private readonly double[] _probabilities;

    /// <summary>Allocates the buffers.</summary>
    /// <param name="environments">The bandits.</param>
    /// <param name="policies">Creates the policies, which have levels.</param>
    public BanditScore(ControlEnvironments environments, ControlPolicies policies)
    {
        _bandits = [.. environments.Types.Select(type => ((LaneProcess<BitBandit>)type).Dynamics)];
        _table = new LevelTable(policies.CreateOne(0), observations: 1, 1 << policies.Options.Bits);
        _probabilities = new double[_table.Actions.Length];
    }

    public EpisodeStatistics Score(ReadOnlySpan<double> parameters, int type)
    {
        _table.Load(parameters);
        for (int level = 0; level < _probabilities.Length; level++) _probabilities[level] = _table.Probabilities[0, level];
        double value = BitBanditValue.Of(_bandits[type], _table.Actions, _probabilities);
        return EpisodeStatistics.Exact(value, _table.Bonus(0), value, length: 1, ended: 1);
    }
}
