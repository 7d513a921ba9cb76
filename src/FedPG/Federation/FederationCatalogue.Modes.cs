using System.Globalization;
using FedPG.Algorithms;
using FedPG.Asynchrony;
using FedPG.Options;
using FedPG.Participation;

namespace FedPG.Federation;

/// <content>Modes of the server without synchronous rounds.</content>
public sealed partial class FederationCatalogue
{
    /// <summary>The names of the server's modes, <c>synchronous</c> first, then sorted.</summary>
    public IReadOnlyList<string> Modes => [ServerOptions.Synchronous, .. _entries.Modes.Keys];

    /// <summary>Returns this catalogue with one more mode of the server.</summary>
    /// <param name="name">The name, in lower case with hyphens.</param>
    /// <param name="create">Creates the mode.</param>
    /// <exception cref="ArgumentException">The name is not valid or taken.</exception>
    public FederationCatalogue WithMode(string name, Func<IServerMode> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        return WithMode(name, (ExtensionOptions _) => create());
    }

    /// <summary>
    /// Returns this catalogue with one more mode of the server, with options of its own in the section <c>fedpg.server.NAME</c>.
    /// </summary>
    /// <typeparam name="TOptions">
    /// The options, a record whose properties carry their defaults and their <see cref="AcceptedAttribute"/> rules.
    /// </typeparam>
    /// <param name="name">The name, in lower case with hyphens.</param>
    /// <param name="create">Creates the mode with its options.</param>
    /// <exception cref="ArgumentException">The name is not valid, or the name or the type of the options is taken.</exception>
    public FederationCatalogue WithMode<TOptions>(string name, Func<TOptions, IServerMode> create)
        where TOptions : class, new()
    {
        ArgumentNullException.ThrowIfNull(create);
        return WithSection<TOptions>(ExtensionKind.Mode, name)
            .WithMode(name, (ExtensionOptions options) => create(options.Get<TOptions>()));
    }

    private FederationCatalogue WithMode(string name, Func<ExtensionOptions, IServerMode> create) =>
        new(_entries with { Modes = _entries.Modes.Add(New(name, Modes), create) });

    private IServerMode CreateMode(string name, ExtensionOptions options) => _entries.Modes.TryGetValue(name, out var create)
        ? create(options)
        : throw new SpecificationException("server.mode", $"'{name}'", string.Join(", ", Modes));

    /// <summary>An algorithm with what the specification's mode changes of it.</summary>
    private IFederatedAlgorithm InMode(FederationSpecification specification, IFederatedAlgorithm algorithm)
    {
        var mode = CreateMode(specification.Mode, specification.Extensions);
        string? reason = algorithm.Phases > 1 ? "whose rounds have several exchanges"
            : algorithm.AgentStateLength > 0 ? "whose agents remember vectors from round to round"
            : algorithm.UpdateLength > algorithm.ParameterCount || algorithm.BroadcastLength > algorithm.ParameterCount
                ? "which sends more than the parameters"
            : null;
        return reason is null
            ? mode.Apply(algorithm, specification)
            : throw new SpecificationException("server.mode", $"'{specification.Mode}'", $"synchronous with {algorithm.Name}, {reason}");
    }

    private AsynchronousParticipation CreateAsynchronous(ServerOptions server, FaultOptions faults)
    {
        var mode = CreateMode(server.Mode, server.Modes);
        OptionsCheck.Require(server);
        Require(server.Participation == 1, "participation", Text(server.Participation), "1");
        Require(server.Quorum == 1, "quorum", Text(server.Quorum), "1");
        Require(server.Deadline is null, "deadline", Text(server.Deadline ?? 0), "none");
        Require(server.LateUpdates == LateUpdates.Discard, "late-updates", "next-round", "discard");
        var agents = new List<IFault>();
        foreach (var (name, createFault) in _entries.Faults)
        {
            if (createFault(faults) is not { } fault) continue;
            agents.Add(fault);
            if (!fault.OnlyTakesTime)
                throw new SpecificationException($"faults.{name}", "a fault that is on", $"off with server.mode = {server.Mode}");
        }

        return new AsynchronousParticipation(server.Mode, mode, agents, faults.Network);

        void Require(bool isMet, string key, string found, string accepted)
        {
            if (!isMet) throw new SpecificationException($"server.{key}", found, $"{accepted} with server.mode = {server.Mode}");
        }

        static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
