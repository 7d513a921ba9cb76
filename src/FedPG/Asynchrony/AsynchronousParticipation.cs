using System.Collections.Immutable;
using FedPG.Options;
using FedPG.Participation;

namespace FedPG.Asynchrony;

/// <summary>Participation in a federation whose server does not wait for all agents: each round is one step of the server.</summary>
internal sealed class AsynchronousParticipation : IParticipation
{
    private readonly IServerMode _mode;
    private readonly ImmutableArray<IFault> _faults;

    /// <summary>Participation in a mode.</summary>
    /// <param name="name">The mode's name.</param>
    /// <param name="mode">The mode.</param>
    /// <param name="faults">The faults of agents, in the order in which they apply: those that only take time.</param>
    /// <param name="network">The faults of messages.</param>
    public AsynchronousParticipation(string name, IServerMode mode, IEnumerable<IFault> faults, NetworkOptions network)
    {
        ArgumentNullException.ThrowIfNull(mode);
        OptionsCheck.Require(network);
        (Mode, _mode, Network, _faults) = (name, mode, network, [.. faults]);
        if (_faults.FirstOrDefault(fault => !fault.OnlyTakesTime) is { } fault)
            throw new ArgumentException($"{fault.GetType().Name} does not only take time", nameof(faults));
    }

    /// <inheritdoc/>
    public string Mode { get; }

    /// <inheritdoc/>
    public NetworkOptions Network { get; }

    /// <inheritdoc/>
    public IRoundSchedule Start(ScheduleKey key) => Begin(key);

    /// <inheritdoc/>
    public IRoundSchedule Continue(ScheduleKey key, ScheduleHistory history)
    {
        var schedule = Begin(key);
        if (history.Snapshot is { } snapshot) schedule.Restore(snapshot);
        return history.Replay(schedule, history.Snapshot?.Round ?? 0);
    }

    private ArrivalSchedule Begin(ScheduleKey key) => new(key, _mode, [.. _faults.Select(fault => fault.Start(key))]);
}
