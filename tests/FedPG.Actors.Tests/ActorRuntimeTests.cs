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

    public static TheoryData<string> Algorithms => [.. FederationCatalogue.Default.Algorithms];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Any_number_of_threads_gives_the_bits_of_the_sequential_federation(string algorithm, int threads)
    {
        var specification = Federations.Synthetic(agents: 11, rounds: 12, edgeSize: 4) with
        {
            Algorithm = algorithm,
            Entropy = new EntropyOptions { Threshold = ImprovementThreshold.Of(0.06) },
            Policy = new PolicyOptions { Period = 2, InitialLogit = algorithm is "fedq" or "qavg" ? 0 : 0.5 },
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

    [Theory]
    [InlineData("s-fedpg")]
    [InlineData("rs-fedpg")]
    [InlineData("b-rs-fedpg")]
    [InlineData("fednpg")]
    public async Task Episodes_of_states_with_different_actions_give_the_bits_of_the_sequential_federation(string algorithm)
    {
        var specification = Federations.Synthetic(agents: 7, rounds: 5, edgeSize: 2) with
        {
            Environments = Federations.Episodes(),
            Algorithm = algorithm,
        };
        await using var runtime = ActorRuntime.Start(threads: 2);
        var outcomes = await ToListAsync(runtime.RunAsync(specification));
        var expected = SequentialFederation.Run(specification).ToList();
        outcomes.Select(outcome => outcome.Parameters.ToArray()).ShouldBe(expected.Select(outcome => outcome.Parameters.ToArray()));
        expected[^1].Parameters.ShouldContain(number => number != 0);
        expected[^1].Parameters.ShouldAllBe(number => double.IsFinite(number));
    }

    /// <summary>Every estimator and family of policies with every algorithm, or a refusal that names the setting.</summary>
    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task Every_estimator_and_policy_gives_the_bits_of_the_sequential_federation(string algorithm)
    {
        await using var runtime = ActorRuntime.Start(threads: 2);
        int fits = 0;
        foreach (string estimator in FederationCatalogue.Default.Estimators.Names)
        {
            foreach (string family in FederationCatalogue.Default.Families.Names)
            {
                var specification = Federations.Synthetic(agents: 7, rounds: 4, edgeSize: 2) with
                {
                    Algorithm = algorithm,
                    Local = new LocalOptions { Estimator = estimator },
                    Policy = new PolicyOptions { Family = family },
                    Entropy = new EntropyOptions { Threshold = ImprovementThreshold.None },
                };
                List<RoundOutcome> expected;
                try
                {
                    expected = [.. SequentialFederation.Run(specification)];
                }
                catch (SpecificationException error)
                {
                    error.Message.ShouldMatch($"^(local.estimator: found '{estimator}'|policy.family: found '{family}'); .*{algorithm}");
                    continue;
                }

                fits++;
                var found = await ToListAsync(runtime.RunAsync(specification));
                found.Select(outcome => outcome.Parameters.ToArray()).ShouldBe(expected.Select(outcome => outcome.Parameters.ToArray()));
            }
        }

        fits.ShouldBeGreaterThanOrEqualTo(2);
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
