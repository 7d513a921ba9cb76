using System.Collections.Immutable;
using FedPG.Experiments.Records;
using FedPG.Federation;
using FedPG.Participation;

namespace FedPG.Experiments.Tests.Results;

/// <summary>Writes the folder of a finished experiment with five variants and four seeds; the curves are invented, and fixed.</summary>
internal static class QuickstartFixture
{
    public const int Seeds = 4;

    private static readonly Curve[] Curves =
    [
        new("s-fedpg", "s-fedpg", 82.08, 96.853, 160, 0.003, 1),
        new("rs-fedpg", "rs-fedpg", 82.08, 96.838, 110, 0.003, 1),
        new("b-rs-fedpg", "b-rs-fedpg", 82.08, 96.861, 220, 0.002, 1),
        new("fedq", "fedq", 48.5, 63.0646, 90, 0, 1),
        new("s-fedpg-period-2", "s-fedpg", 82.08, 97.164, 260, 0.006, 2),
    ];

    public static ReferenceSummary References { get; } = new()
    {
        UpperBound = 97.5579,
        BestStationary = 96.8748,
        BestDeterministic = 63.0646,
        BestDeterministicExhaustive = true,
        BestPeriodic = [new(2, 97.2118), new(3, 97.30)],
        BestHistoryDependent = new(97.31, 97.32),
    };

    /// <summary>Writes the folder's data files.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="rounds">The last round.</param>
    /// <param name="rename">Gives the variants other names.</param>
    public static void Write(string folder, int rounds = 2000, Func<string, string>? rename = null)
    {
        var runs = ImmutableArray.CreateBuilder<RunSummary>();
        foreach (var variant in Curves)
        {
            for (int seed = 0; seed < Seeds; seed++)
            {
                string name = $"{variant.Variant}-seed-{seed}";
                RoundReport last = WriteRun(Path.Combine(folder, name), variant, seed, rounds);
                long steps = (long)rounds * 2 * 5 * 20 * 20;
                double seconds = 3 + 0.1 * seed;
                runs.Add(new RunSummary
                {
                    Run = name,
                    Variant = rename?.Invoke(variant.Variant) ?? variant.Variant,
                    Algorithm = variant.Algorithm,
                    Seed = seed,
                    Rounds = rounds,
                    Agents = 2,
                    Objective = last.Objective,
                    RegularizedObjective = last.RegularizedObjective,
                    OwnObjective = last.OwnObjective,
                    GapToBestStationary = References.BestStationary - last.Objective,
                    GapToBestDeterministic = References.BestDeterministic - last.Objective,
                    EnvironmentSteps = steps,
                    ElapsedSeconds = seconds,
                    EnvironmentStepsPerSecond = steps / seconds,
                    RaisedProbabilities = variant.Variant == "b-rs-fedpg" ? 3 : 0,
                    MassMoved = variant.Variant == "b-rs-fedpg" ? 0.125 : 0,
                    Period = variant.Period,
                    Environment = "challenging-mdp",
                    Notices = variant.Variant == "b-rs-fedpg" ? ["the improvement operator raised 3 probabilities"] : [],
                    ReferenceValues = References,
                });
            }
        }

        SummaryFile.Write(folder, new ExperimentSummary { Experiment = "quickstart", Runs = runs.ToImmutable() });
        File.WriteAllText(Path.Combine(folder, "experiment.conf"), "fedpg {\n  name = quickstart # <all> & \"more\"\n}\n");
        new Provenance
        {
            Version = "0.1.0",
            Commit = "0123456789abcdef",
            Host = "secret-host",
            Processors = 2,
            Runtime = ".NET 10",
            Started = new DateTimeOffset(2025, 1, 2, 3, 4, 5, TimeSpan.Zero),
            CommandLine = "fedpg run hocon/quickstart.conf",
        }.Write(folder);
    }

    /// <summary>A run of the fixture under another name, with a copy of its folder.</summary>
    public static RunSummary Copy(string folder, RunSummary run, string name)
    {
        Directory.CreateDirectory(Path.Combine(folder, name));
        foreach (string file in Directory.GetFiles(Path.Combine(folder, run.Run)))
        {
            File.Copy(file, Path.Combine(folder, name, Path.GetFileName(file)));
        }

        return run with { Run = name };
    }

    private static RoundReport WriteRun(string folder, Curve variant, int seed, int rounds)
    {
        using var file = RoundsFile.Create(Path.Combine(folder, RoundsFile.FileName));
        using var timings = TimingsFile.Create(Path.Combine(folder, TimingsFile.FileName));
        RoundReport report = null!;
        for (int round = 0; round <= rounds; round++)
        {
            // All seeds start alike and settle about their own end; in between they wander.
            double progress = 1 - Math.Exp(-Math.Pow(round / variant.Pace, 1.3));
            double wander = Math.Sin(round * 0.11 + seed * 2) * (seed - 1.5) * progress * (1 - progress);
            double jitter = Math.Sin(round * 12.9898 + seed * 78.233) * variant.Spread * progress;
            double mean = variant.Start + (variant.End - variant.Start) * progress;
            double objective = mean + wander + jitter + (seed - 1.5) * variant.Spread * progress;
            report = new RoundReport
            {
                Round = round,
                Objective = objective,
                RegularizedObjective = objective + 1.5 * (1 - progress),
                OwnObjective = objective,
                PerEnvironment = [objective, objective],
                Participants = round == 0 ? 0 : 2,
                Tally = new RoundTally { Asked = round == 0 ? 0 : 2, SimulatedSeconds = round * 5 },
                RaisedProbabilities = 0,
                MassMoved = 0,
                Parameters = [],
            };
            file.Append(report);
            timings.Append(new TimingRow(round, round * 0.0015, round * 4000L));
        }

        return report;
    }

    private sealed record Curve(string Variant, string Algorithm, double Start, double End, double Pace, double Spread, int Period);
}
