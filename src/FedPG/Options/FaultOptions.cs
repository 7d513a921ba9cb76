namespace FedPG.Options;

/// <summary>The simulated faults, all off by default. Each is drawn from streams keyed by seed, round and agent.</summary>
public sealed record FaultOptions
{
    /// <summary>Agents that leave and come back.</summary>
    public DropoutOptions Dropout { get; init; } = new();

    /// <summary>Local trainings that crash.</summary>
    public CrashOptions Crash { get; init; } = new();

    /// <summary>Slow agents.</summary>
    public StragglerOptions Straggler { get; init; } = new();

    /// <summary>Messages that are lost, duplicated or reordered.</summary>
    public NetworkOptions Network { get; init; } = new();

    /// <summary>Agents that send wrong updates.</summary>
    public ByzantineOptions Byzantine { get; init; } = new();

    /// <summary>The options of faults that a program has added to the catalogue.</summary>
    [ExtensionPoint(ExtensionKind.Fault)] public ExtensionOptions Extensions { get; init; } = ExtensionOptions.None;
}
