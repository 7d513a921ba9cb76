using System.Collections.Immutable;
using FedPG.Federation;

namespace FedPG.Actors.Rounds;

/// <summary>What went wrong in a round and was repaired, by member.</summary>
public sealed record RoundTroubles
{
    private RoundTroubles()
    {
    }

    /// <summary>Nothing.</summary>
    public static RoundTroubles None { get; } = new();

    /// <summary>How often each member that failed has failed.</summary>
    public ImmutableDictionary<int, int> Failures { get; init; } = ImmutableDictionary<int, int>.Empty;

    /// <summary>How many attempts of each member have crashed.</summary>
    public ImmutableDictionary<int, int> Attempts { get; init; } = ImmutableDictionary<int, int>.Empty;

    /// <summary>How often each member was asked again.</summary>
    public ImmutableDictionary<int, int> Repetitions { get; init; } = ImmutableDictionary<int, int>.Empty;

    /// <summary>Events that were ignored and members that were asked again, counted.</summary>
    public RoundRepairs Repairs { get; init; }

    /// <summary>The same with a member asked once more.</summary>
    public RoundTroubles Repeated(int member) => this with { Repetitions = Repetitions.SetItem(member, Repetitions.GetValueOrDefault(member) + 1) };
}
