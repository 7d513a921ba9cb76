using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Actors.Tests;

public class ActorRuntimeTests
{
    public static TheoryData<string, int> Cases
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string algorithm in FederationCatalogue.Default.Algorithms)
            {
                foreach (int threads in (int[])[1, 2, 8]) data.Add(algorithm, threads);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Any_number_of_threads_gives_the_bits_of_the_sequential_federation(string algorithm, int threads)
    {
        var specification = Federations.Synthetic(agents: 11, rounds: 12, edgeSize: 4) with
        {
            Algorithm = algorithm,
            Entropy = new EntropyOptions { Threshold = ImprovementThreshold.Of(0.06) },
            Policy = new PolicyOptions { Period = 2, InitialLogit = algorithm == "fedq" ? 0 : 0.5 },
        };
        await using var runtime = ActorRuntime.Start(threads);
        var outcomes = await ToListAsync(runtime.RunAsync(specification));
        var expected = SequentialFederation.Run(specification).ToList();
        outcomes.Count.ShouldBe(expected.Count);
        foreach (var (outcome, sequential) in outcomes.Zip(expected))
        {
            outcome.Parameters.ShouldBe(sequential.Parameters);
            (outcome with { Parameters = [] }).ShouldBe(sequential with { Parameters = [] });
        }
    }

    [Fact]
    public async Task Runs_side_by_side_do_not_touch_each_other()
    {
        await using var runtime = ActorRuntime.Start(threads: 2);
        var runs = await Task.WhenAll(Enumerable.Range(0, 6).Select(async seed =>
            await ToListAsync(runtime.RunAsync(Federations.Synthetic() with { Seed = seed }))));
        for (int seed = 0; seed < runs.Length; seed++)
        {
            var expected = SequentialFederation.Run(Federations.Synthetic() with { Seed = seed }).Last();
            runs[seed][^1].Parameters.ShouldBe(expected.Parameters);
        }
    }

    [Fact]
    public async Task A_token_ends_a_run_whose_reader_never_waits()
    {
        await using var runtime = ActorRuntime.Start(threads: 2);
        using var source = new CancellationTokenSource();
        int last = 0;
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var outcome in runtime.RunAsync(Federations.Synthetic(rounds: 60), source.Token))
            {
                last = outcome.Round;
                if (last == 3) await source.CancelAsync();
            }
        });
        last.ShouldBe(3);
    }

    [Fact]
    public async Task A_token_ends_a_run_and_the_runtime_stays_usable()
    {
        await using var runtime = ActorRuntime.Start(threads: 2);
        using var source = new CancellationTokenSource();
        var specification = Federations.Synthetic(rounds: int.MaxValue);
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var outcome in runtime.RunAsync(specification, source.Token))
            {
                if (outcome.Round == 5) await source.CancelAsync();
            }
        });
        (await ToListAsync(runtime.RunAsync(Federations.Synthetic()))).Count.ShouldBe(5);
    }

    [Fact]
    public async Task Leaving_the_enumeration_early_ends_the_run()
    {
        await using var runtime = ActorRuntime.Start(threads: 1);
        await foreach (var outcome in runtime.RunAsync(Federations.Synthetic(rounds: int.MaxValue)))
        {
            if (outcome.Round == 3) break;
        }
    }

    [Fact]
    public async Task A_specification_that_does_not_fit_is_refused_before_any_actor_starts()
    {
        await using var runtime = ActorRuntime.Start(threads: 1);
        var specification = Federations.Synthetic() with { Algorithm = "nonsense" };
        await Should.ThrowAsync<SpecificationException>(async () => await ToListAsync(runtime.RunAsync(specification)));
    }

    private static async Task<List<RoundOutcome>> ToListAsync(IAsyncEnumerable<RoundOutcome> outcomes)
    {
        var list = new List<RoundOutcome>();
        await foreach (var outcome in outcomes) list.Add(outcome);
        return list;
    }
}
