using FedPG.Aggregation;
using FedPG.Federation;

namespace FedPG.Cli.Tests;

/// <summary>A run that fails halfway beside one that does not.</summary>
public class FailedRunTests : Workspace
{
    [Theory]
    [InlineData("sequential")]
    [InlineData("in-process")]
    public async Task A_failed_run_leaves_its_stack_trace_beside_its_records_until_it_succeeds(string mode)
    {
        string details = Path("out", "bad-seed0", "failure.txt");
        string file = Write("two.conf", SmallExperiment.Replace("local {", """
            server.aggregator = mine
              variants {
                good {
                }
                bad {
                  server.mine.may-fail = true
                }
              }
              local {
            """, StringComparison.Ordinal));
        string[] run = ["run", file, "--out", Path("out"), "--quiet", "--set", $"runtime.mode={mode}"];

        var failed = await Tool.RunAsync(Catalogue(fails: true), run);
        failed.Code.ShouldBe(1, failed.Error);
        string line = failed.ErrorLines.ShouldHaveSingleItem();
        line.ShouldStartWith("fedpg: run 'bad-seed0' failed: ");
        line.ShouldContain("injected at round 3");
        line.ShouldEndWith($"; details are in {details}");
        string text = await File.ReadAllTextAsync(details);
        text.ShouldContain($"{nameof(InvalidTimeZoneException)}: injected at round 3");
        text.ShouldContain($"   at {typeof(FailedRunTests).FullName}");
        File.Exists(Path("out", "good-seed0", "failure.txt")).ShouldBeFalse();
        (await File.ReadAllLinesAsync(Path("out", "good-seed0", "rounds.csv"))).Length.ShouldBe(8);

        var repeated = await Tool.RunAsync(Catalogue(fails: false), [.. run, "--resume"]);
        repeated.Code.ShouldBe(0, repeated.Error);
        File.Exists(details).ShouldBeFalse();
        (await File.ReadAllLinesAsync(Path("out", "bad-seed0", "rounds.csv"))).Length.ShouldBe(8);
    }

    private static FederationCatalogue Catalogue(bool fails) =>
        FederationCatalogue.Default.WithAggregator<Options>("mine", options => new Mean(fails && options.MayFail));

    private sealed record Options
    {
        public bool MayFail { get; init; }
    }

    /// <summary>A weighted mean that may throw in its third round.</summary>
    private sealed class Mean(bool fails) : IAggregator
    {
        private int _rounds;

        public double[] Lift(in PartialAggregate update)
        {
            double weight = update.Weight;
            return [.. update.Numbers!.Select(value => weight * value)];
        }

        public double[] Merge(in PartialAggregate left, in PartialAggregate right) =>
            [.. left.Numbers!.Zip(right.Numbers!, (one, other) => one + other)];

        public double[] Complete(in PartialAggregate root, in AggregationRound round)
        {
            if (fails && ++_rounds == 3) throw new InvalidTimeZoneException("injected at round 3");
            double weight = root.Weight;
            return [.. root.Numbers!.Select(sum => sum / weight)];
        }
    }
}
