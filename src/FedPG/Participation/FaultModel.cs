using System.Collections.Immutable;
using FedPG.Options;

namespace FedPG.Participation;

/// <summary>Participation under simulated faults, with the server's rules on whom it asks and when it closes a round.</summary>
public sealed class FaultModel : IParticipation
{
    private readonly ImmutableArray<IFault> _faults;

    /// <summary>A model of the given faults, which apply to an agent's round in this order.</summary>
    /// <param name="server">Whom the server asks and when it closes a round.</param>
    /// <param name="faults">The faults of agents.</param>
    /// <param name="network">The faults of messages.</param>
    public FaultModel(ServerOptions server, IEnumerable<IFault> faults, NetworkOptions network)
    {
        OptionsCheck.Require(server);
        OptionsCheck.Require(network);
        (Server, Network) = (server, network);
        _faults = [.. faults];
    }

    /// <summary>Whom the server asks and when it closes a round.</summary>
    public ServerOptions Server { get; }

    /// <summary>The faults of messages; the protocol repairs them, so they are no part of the schedule.</summary>
    public NetworkOptions Network { get; }

    /// <summary>The same model with one fault more, which applies after the others.</summary>
    public FaultModel With(IFault fault) => new(Server, _faults.Add(fault), Network);

    /// <summary>The same model under other rules of the server.</summary>
    public FaultModel With(ServerOptions server) => new(server, _faults, Network);

    /// <inheritdoc/>
    public IRoundSchedule Start(ScheduleKey key) => new FaultSchedule(key, Server, [.. _faults.Select(fault => fault.Start(key))]);
}
