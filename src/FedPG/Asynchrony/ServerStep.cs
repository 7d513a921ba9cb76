using System.Collections.Immutable;
using FedPG.Participation;

namespace FedPG.Asynchrony;

/// <summary>The updates that have arrived for one step of the server, by agent.</summary>
/// <param name="round">The step's round.</param>
/// <param name="agents">The number of agents that have not been dropped for good.</param>
internal sealed class ServerStep(int round, int agents)
{
    /// <summary>The most updates of a step beyond one per agent: about eight megabytes of schedule.</summary>
    public const int MostFurtherUpdates = 1 << 20;

    /// <summary>Inverses of counts in units of 2^−80: what was added is subtracted exactly, after any number of arrivals.</summary>
    private const int FractionBits = 80;

    private readonly Dictionary<int, Arrivals> _arrivals = [];
    private int _updates;
    private UInt128 _inverses;

    /// <summary>How far the step is.</summary>
    public StepProgress Progress =>
        new(agents, _updates, _arrivals.Count < agents ? 0 : agents / Math.ScaleB((double)_inverses, -FractionBits));

    /// <summary>The number of updates that were trained from an earlier θ.</summary>
    public int Stale => _arrivals.Values.Count(arrivals => arrivals.Broadcast < round);

    /// <summary>The agents of which updates have arrived.</summary>
    public IEnumerable<int> Agents => _arrivals.Keys;

    /// <summary>Whether an update of the agent has arrived.</summary>
    public bool Has(int agent) => _arrivals.ContainsKey(agent);

    /// <summary>Adds an arrival. An agent's first one may be from an earlier round's broadcast, the others are from this round's.</summary>
    /// <exception cref="SpecificationException">The step has too many updates.</exception>
    public void Add(int agent, Training training, double scale)
    {
        if (_updates - MostFurtherUpdates >= agents)
        {
            throw new SpecificationException(
                "server.mode", FormattableString.Invariant($"step {round} with more than {_updates} updates"),
                "fewer: agents whose times differ less (faults.straggler), or another mode");
        }

        if (!_arrivals.TryGetValue(agent, out var arrivals))
            _arrivals[agent] = arrivals = new Arrivals(training.Broadcast, training.Number, ImmutableArray.CreateBuilder<double>());
        int count = arrivals.Scales.Count;
        arrivals.Scales.Add(scale);
        _inverses = _inverses + Inverse(count + 1) - (count == 0 ? 0 : Inverse(count));
        _updates++;
    }

    /// <summary>The part of an agent with arrivals in the round.</summary>
    public AgentRound Work(int agent, IServerMode mode)
    {
        var (broadcast, first, scales) = _arrivals[agent];
        return new AgentRound
        {
            Attendance = Attendance.Counts,
            Broadcast = broadcast,
            Weight = mode.Weight(scales.Count),
            Trainings = new CountedTrainings(first, scales.DrainToImmutable()),
        };
    }

    private static UInt128 Inverse(int count) => (UInt128.One << FractionBits) / (UInt128)count;

    private sealed record Arrivals(int Broadcast, int First, ImmutableArray<double>.Builder Scales);
}
