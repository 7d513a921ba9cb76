using FedPG.Algorithms;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Actors.Tests;

/// <summary>A run that continues from any of its rounds has the bits of the uninterrupted run.</summary>
public class ContinuationTests
{
    public static TheoryData<string> Algorithms => [.. FederationCatalogue.Default.Algorithms];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public Task Every_algorithm_continues_from_any_round(string algorithm) =>
        ShouldContinueAsync(Federations.Synthetic(agents: 5, rounds: 4) with { Algorithm = algorithm });

    [Fact]
    public Task Late_updates_are_trained_from_the_broadcasts_of_rounds_before_the_interruption()
    {
        var faults = new FaultOptions
        {
            Straggler = new StragglerOptions { Slowness = [1, 4] },
            Dropout = new DropoutOptions { Probability = 0.2, MeanAbsence = 2 },
            Crash = new CrashOptions { Probability = 0.3 },
        };
        var server = new ServerOptions { Quorum = 0.5, LateUpdates = LateUpdates.NextRound };
        return ShouldContinueAsync(
            Federations.Synthetic(
                agents: 6, rounds: 9) with
            { Participation = FederationCatalogue.Default.CreateParticipation(server, faults) });
    }

    [Fact]
    public Task Agents_that_were_refused_before_stay_refused() => ShouldContinueAsync(Federations.Synthetic(agents: 4, rounds: 6) with
    {
        Local = new LocalOptions { StepSize = double.MaxValue, Steps = 2 },
    });

    private static async Task ShouldContinueAsync(FederationSpecification specification)
    {
        var whole = SequentialFederation.Run(specification).ToList();
        await using var actors = ActorRuntime.Start(threads: 2);
        var state = FederationState.Initial(whole[0].Parameters);
        foreach (var outcome in whole.Skip(1))
        {
            var expected = whole[(state.Round + 1)..];
            ShouldBe([.. SequentialFederation.Run(specification, state)], expected);
            ShouldBe(await actors.RunAsync(specification, state).ToListAsync(), expected);
            state = state.After(outcome);
        }

        SequentialFederation.Run(specification, state).ShouldBeEmpty();
        (await actors.RunAsync(specification, state).ToListAsync()).ShouldBeEmpty();
    }

    private static void ShouldBe(List<RoundOutcome> found, List<RoundOutcome> expected)
    {
        found.Count.ShouldBe(expected.Count);
        foreach (var (outcome, wanted) in found.Zip(expected))
        {
            outcome.Parameters.ShouldBe(wanted.Parameters);
            outcome.Refused.ShouldBe(wanted.Refused);
            (outcome.Round, outcome.Participants, outcome.Moved, outcome.Tally, outcome.Drift)
                .ShouldBe((wanted.Round, wanted.Participants, wanted.Moved, wanted.Tally, wanted.Drift));
            outcome.Pending.ShouldBe(wanted.Pending);
        }
    }
}
