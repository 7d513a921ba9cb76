using System.Collections.Immutable;
using FedPG.Options;

namespace FedPG.Participation;

/// <summary>Participation under simulated faults and the server's rules for asking agents and closing rounds.</summary>
public sealed class FaultModel : IParticipation
{
    private readonly ImmutableArray<IFault> _faults;

    /// <summary>A model of the given faults.</summary>
    /// <param name="server">The server's rules for asking agents and closing rounds.</param>
    /// <param name="faults">The faults of agents, in the order in which they apply.</param>
    /// <param name="network">The faults of messages.</param>
    public FaultModel(ServerOptions server, IEnumerable<IFault> faults, NetworkOptions network)
    {
        OptionsCheck.Require(server);
        OptionsCheck.Require(network);
        (Server, Network) = (server, network);
        _faults = [.. faults];
    }

    /// <summary>The server's rules for asking agents and closing rounds.</summary>
    public ServerOptions Server { get; }

    /// <inheritdoc/>
    public NetworkOptions Network { get; }

    /// <summary>Whether every agent takes part in every round: the model has faults of messages only.</summary>
    internal bool AsksEveryone => _faults.IsEmpty && Server.AsksEveryone;

    /// <summary>This model with another fault, which applies after the others.</summary>
    public FaultModel With(IFault fault) => new(Server, _faults.Add(fault), Network);

    /// <summary>This model with other server rules.</summary>
    public FaultModel With(ServerOptions server) => new(server, _faults, Network);

    /// <inheritdoc/>
    public IRoundSchedule Start(ScheduleKey key) => Begin(key);

    /// <inheritdoc/>
    public IRoundSchedule Continue(ScheduleKey key, ScheduleHistory history)
    {
        var schedule = Begin(key);
        if (history.Snapshot is { } snapshot) schedule.Restore(snapshot);
        return history.Replay(schedule, history.Snapshot?.Round ?? 0);
    }

    private FaultSchedule Begin(ScheduleKey key) => new(key, Server, [.. _faults.Select(fault => fault.Start(key))]);
}
