using FedPG.Diagnostics;
using FedPG.Experiments.Analyses;
using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Records;
using FedPG.Experiments.Results;
using FedPG.Experiments.Specification;
using FedPG.Federation;
using FedPG.Participation;

namespace FedPG.Experiments.Tests.Analyses;

/// <summary>A folder as <c>fedpg run</c> writes it, with scores made by hand, and its answer.</summary>
internal sealed class HandMadeExperiment : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The environment's references in every run.</summary>
    public ReferenceSummary References { get; init; } =
        new() { UpperBound = 12, BestStationary = 10, BestDeterministic = 8, BestPeriodic = [new PeriodicValue(2, 11)] };

    /// <summary>A run's references where they differ between runs.</summary>
    public Func<RunSpecification, ReferenceSummary>? ReferencesOf { get; init; }

    /// <summary>The drift of a run's rounds.</summary>
    public Func<RunSpecification, double> Drift { get; init; } = _ => 0;

    /// <summary>Wall-clock seconds of a run.</summary>
    public double Seconds { get; init; } = 2;

    /// <summary>J plus the entropy bonus of a run, after every scored round.</summary>
    public Func<RunSpecification, double>? Regularized { get; init; }

    /// <summary>The mean value at home; J by default.</summary>
    public Func<RunSpecification, double>? Own { get; init; }

    /// <summary>The undiscounted return of a run, from its objective after a scored round.</summary>
    public Func<RunSpecification, double, double>? Return { get; init; }

    /// <summary>A run's diagnostics, for each type.</summary>
    public Func<RunSpecification, LojasiewiczBound[]>? Diagnostics { get; init; }

    /// <summary>Writes the folder and answers.</summary>
    /// <param name="configuration">What stands in <c>fedpg { … }</c>.</param>
    /// <param name="objectives">J of a run after its scored rounds: 0, <c>evaluation.every</c>, twice that, …</param>
    public Answer Answer(string configuration, Func<RunSpecification, double[]> objectives)
    {
        string file = _folder.Write("asked.conf", $"fedpg {{\n{configuration}\n}}\n");
        var experiment = new ExperimentReader().Read(file);
        string folder = _folder.File("out");
        Directory.CreateDirectory(folder);
        ExperimentWriter.Write(Path.Combine(folder, ExperimentWriter.FileName), experiment);
        var runs = experiment.Runs.Select(run => Write(folder, run, objectives(run)));
        SummaryFile.Write(folder, new ExperimentSummary { Experiment = experiment.Name, Runs = [.. runs] });
        var results = ExperimentResults.Load(folder);
        var (answer, problem) = FolderAnswer.Of(results.Folders[0], results);
        problem.ShouldBeNull();
        return answer.ShouldNotBeNull();
    }

    public void Dispose() => _folder.Dispose();

    private RunSummary Write(string folder, RunSpecification run, double[] objectives)
    {
        int every = run.Settings.Evaluation.Every;
        using var file = RoundsFile.Create(Path.Combine(folder, run.Run, RoundsFile.FileName), isSampled: Return is not null);
        for (int i = 0; i < objectives.Length; i++)
        {
            file.Append(new RoundReport
            {
                Round = i * every,
                Objective = objectives[i],
                RegularizedObjective = Regularized?.Invoke(run) ?? objectives[i],
                OwnObjective = Own?.Invoke(run) ?? objectives[i],
                PerEnvironment = [objectives[i]],
                Participants = i == 0 ? 0 : 2,
                Tally = new RoundTally { Asked = i == 0 ? 0 : 2 },
                RaisedProbabilities = 0,
                MassMoved = 0,
                Drift = i == 0 ? 0 : Drift(run),
                Episodes = Return is null ? null : new EpisodeReport(0.1, Return(run, objectives[i]), 0.1, 100, 0.5),
                Parameters = [],
            });
        }

        WriteDiagnostics(Path.Combine(folder, run.Run, DiagnosticsFile.FileName), run);
        return new RunSummary
        {
            Run = run.Run,
            Variant = run.Variant,
            Algorithm = run.Settings.Algorithm,
            Seed = run.Seed,
            Rounds = (objectives.Length - 1) * every,
            Objective = objectives[^1],
            OwnObjective = Own?.Invoke(run) ?? objectives[^1],
            EnvironmentSteps = 1000,
            ElapsedSeconds = Seconds,
            EnvironmentStepsPerSecond = 500,
            Environment = EnvironmentOf(run),
            Sweep = run.Point,
            ReferenceValues = ReferencesOf?.Invoke(run) ?? References,
        };
    }

    private static string EnvironmentOf(RunSpecification run)
    {
        var swept = run.Point.Where(value => value.Setting.StartsWith("environment", StringComparison.Ordinal));
        return string.Join(' ', swept.Select(value => value.Value).Prepend(run.Settings.Environment.ToString()!.Split(' ')[0]));
    }

    private void WriteDiagnostics(string path, RunSpecification run)
    {
        if (Diagnostics is null) return;
        using var file = DiagnosticsFile.Create(path);
        var bounds = Diagnostics(run);
        for (int type = 0; type < bounds.Length; type++) file.Append(new DiagnosticsRow(0, type, bounds[type], null));
    }
}
