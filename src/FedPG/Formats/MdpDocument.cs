using System.Collections.Immutable;
using FedPG.Environments;

namespace FedPG.Formats;

/// <summary>What a file says, before the rules that all formats share are applied.</summary>
public sealed record MdpDocument
{
    /// <summary>The types, with the same number of states.</summary>
    public required ImmutableArray<MdpTable> Types { get; init; }

    /// <summary>γ; null if the file has none.</summary>
    public double? Discount { get; init; }

    /// <summary>The distribution of the first state, [S]; empty if the file has none, for the uniform one with a note.</summary>
    public ImmutableArray<double> Start { get; init; } = [];

    /// <summary>The distribution for evaluation, [S]; empty for <see cref="Start"/>.</summary>
    public ImmutableArray<double> Evaluation { get; init; } = [];

    /// <summary>How agents are divided among the types; null for equal blocks.</summary>
    public TypeShares? Shares { get; init; }

    /// <summary>The states that end an episode, whatever transitions and rewards the tables have for them.</summary>
    public ImmutableArray<int> TerminalStates { get; init; } = [];

    /// <summary>Whether rewards are costs.</summary>
    public bool IsCost { get; init; }

    /// <summary>Names of the states, [S]; empty if there are none.</summary>
    public ImmutableArray<string> StateNames { get; init; } = [];

    /// <summary>Names of the actions, [A]; empty if there are none.</summary>
    public ImmutableArray<string> ActionNames { get; init; } = [];

    /// <summary>Remarks of the reader, a sentence each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>How messages name a distribution of the first state: the file's own word.</summary>
    public string StartKey { get; init; } = "start";

    /// <summary>How messages name the distribution for evaluation.</summary>
    public string EvaluationKey { get; init; } = "evaluation";
}
