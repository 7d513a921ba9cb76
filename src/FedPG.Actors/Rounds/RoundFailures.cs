using System.Collections.Immutable;
using FedPG.Federation;

namespace FedPG.Actors.Rounds;

/// <summary>The failures and repairs of a round, by member.</summary>
internal sealed record RoundFailures
{
    private RoundFailures()
    {
    }

    /// <summary>No failures.</summary>
    public static RoundFailures None { get; } = new();

    /// <summary>The number of errors of each member that had any.</summary>
    public ImmutableDictionary<int, int> Errors { get; init; } = ImmutableDictionary<int, int>.Empty;

    /// <summary>The number of crashed attempts of each member that had any.</summary>
    public ImmutableDictionary<int, int> Attempts { get; init; } = ImmutableDictionary<int, int>.Empty;

    /// <summary>The number of repeated requests to each member that had any.</summary>
    public ImmutableDictionary<int, int> Repetitions { get; init; } = ImmutableDictionary<int, int>.Empty;

    /// <summary>The number of ignored events and repeated requests.</summary>
    public RoundRepairs Repairs { get; init; }

    /// <summary>Records a repeated request to a member.</summary>
    public RoundFailures Repeated(int member) =>
        this with { Repetitions = Repetitions.SetItem(member, Repetitions.GetValueOrDefault(member) + 1) };
}
