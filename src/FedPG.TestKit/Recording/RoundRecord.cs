using System.Collections.Immutable;
using FedPG.Federation;

namespace FedPG.TestKit.Recording;

/// <summary>One update in an average.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Broadcast">The round whose broadcast the update was trained from: an earlier one for a late update.</param>
/// <param name="Weight">The weight: 1/(1 + staleness).</param>
public readonly record struct AveragedUpdate(int Agent, int Broadcast, double Weight);

/// <summary>A closed round of a test cluster.</summary>
/// <param name="Outcome">The outcome of the round.</param>
/// <param name="Averaged">The updates in the average, in the order of the tree.</param>
/// <param name="Refused">The agents whose updates were refused, in order.</param>
public sealed record RoundRecord(RoundOutcome Outcome, ImmutableArray<AveragedUpdate> Averaged, ImmutableArray<int> Refused)
{
    /// <summary>The round; 0 is the initial state.</summary>
    public int Round => Outcome.Round;

    /// <summary>Expects the average to have exactly the updates of these agents, each once.</summary>
    /// <exception cref="FederationAssertionException">The agents are others.</exception>
    public RoundRecord ShouldHaveAveragedExactly(params int[] agents) =>
        Compare("averaged the updates of", agents, Averaged.Select(update => update.Agent));

    /// <summary>Expects that exactly the updates of these agents were refused.</summary>
    /// <exception cref="FederationAssertionException">The agents are others.</exception>
    public RoundRecord ShouldHaveRefused(params int[] agents) => Compare("refused the updates of", agents, Refused);

    /// <summary>Expects a number of repeated requests.</summary>
    /// <exception cref="FederationAssertionException">The number is another one.</exception>
    public RoundRecord ShouldHaveAskedAgain(int times) => Outcome.Repairs.AskedAgain == times
        ? this
        : throw new FederationAssertionException(
            FormattableString.Invariant(
                $"round {Round} should have asked again {times} times, and did {Outcome.Repairs.AskedAgain} times"));

    private RoundRecord Compare(string did, int[] expected, IEnumerable<int> found)
    {
        var agents = found.Order().ToList();
        return agents.SequenceEqual(expected.Order())
            ? this
            : throw new FederationAssertionException(
                FormattableString.Invariant($"round {Round} should have {did} {Text(expected.Order())}; it {did} {Text(agents)}"));
    }

    private static string Text(IEnumerable<int> agents) => agents.Any() ? $"agents {string.Join(", ", agents)}" : "no agent";
}
