using System.Collections.Immutable;
using FedPG.Control;
using FedPG.Environments;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Specification;

namespace FedPG.Experiments.Results;

/// <summary>The settings of the runs in an experiment's folder, from its <c>experiment.conf</c>.</summary>
internal sealed class RunPlans
{
    private readonly EnvironmentCache _environments;
    private Dictionary<string, RunSpecification> _runs = [];

    private RunPlans(string path, EnvironmentCache environments)
    {
        _environments = environments;
        if (!File.Exists(path))
        {
            Problem = "the folder has no experiment.conf";
            return;
        }

        try
        {
            Take(new ExperimentReader(environments.Catalogue, environments).Read(path));
        }
        catch (SpecificationException error)
        {
            // The file is from another version, or an MDP file is gone: the results can still be shown.
            Problem = error.Message;
        }
    }

    private RunPlans(ExperimentSpecification experiment)
    {
        _environments = new EnvironmentCache(experiment.Catalogue);
        Take(experiment);
    }

    /// <summary>The experiment's name; empty if unknown.</summary>
    public string Name { get; private set; } = "";

    /// <summary>All planned runs; empty if unknown.</summary>
    public ImmutableArray<RunSpecification> Runs { get; private set; } = [];

    /// <summary>The experiment's question and analysis; the defaults if unknown.</summary>
    public ReportOptions Report { get; private set; } = new();

    /// <summary>The resolved experiment as JSON; null if unknown.</summary>
    public string? Json { get; private set; }

    /// <summary>Why the settings are unknown; null if they are known.</summary>
    public string? Problem { get; }

    /// <summary>The settings of a run; null if unknown.</summary>
    public RunSettings? SettingsOf(string run) => SpecificationOf(run)?.Settings;

    /// <summary>A run as planned; null if unknown.</summary>
    public RunSpecification? SpecificationOf(string run) => _runs.GetValueOrDefault(run);

    /// <summary>The finite environments of a run; null if unknown, or if its states are continuous.</summary>
    public EnvironmentSet? EnvironmentsOf(string run) =>
        SettingsOf(run) is { } settings ? _environments.Get(settings) as EnvironmentSet : null;

    /// <summary>The continuous environments of a run; null if unknown, or if its states are finite.</summary>
    public ControlEnvironments? ControlOf(string run) =>
        SettingsOf(run) is { } settings ? _environments.Get(settings) as ControlEnvironments : null;

    /// <summary>The grid of a run's states; null if unknown, or if the environment has no grid.</summary>
    public GridMap? MapOf(string run) => (SettingsOf(run)?.Environment as IGridDefinition)?.Map();

    /// <summary>Reads the plans of a folder.</summary>
    internal static RunPlans Read(string folder, EnvironmentCache environments) =>
        new(Path.Combine(folder, ExperimentWriter.FileName), environments);

    /// <summary>The plans of an experiment.</summary>
    internal static RunPlans Of(ExperimentSpecification experiment) => new(experiment);

    private void Take(ExperimentSpecification experiment)
    {
        (Name, Runs, Report, Json) = (experiment.Name, experiment.Runs, experiment.Report, experiment.ResolvedJson);
        _runs = experiment.Runs.ToDictionary(run => run.Run);
    }
}
