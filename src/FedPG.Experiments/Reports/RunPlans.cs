using System.Collections.Immutable;
using FedPG.Environments;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Planning;
using FedPG.Experiments.Specification;
using FedPG.Federation;

namespace FedPG.Experiments.Reports;

/// <summary>What an experiment's folder says of its runs' settings: its <c>experiment.conf</c>, read again.</summary>
public sealed class RunPlans
{
    private readonly EnvironmentCache _environments;
    private readonly Dictionary<string, RunSpecification> _runs = [];

    private RunPlans(string path, FederationCatalogue catalogue)
    {
        _environments = new EnvironmentCache(catalogue);
        if (!File.Exists(path))
        {
            Problem = "the folder has no experiment.conf";
            return;
        }

        try
        {
            var experiment = new ExperimentReader(catalogue, _environments).Read(path);
            (Name, Runs) = (experiment.Name, experiment.Runs);
            _runs = experiment.Runs.ToDictionary(run => run.Run);
        }
        catch (SpecificationException error)
        {
            // A file written by another version, or an MDP file that is gone: the results can still be shown.
            Problem = error.Message;
        }
    }

    /// <summary>The experiment's name; empty if it is not known.</summary>
    public string Name { get; } = "";

    /// <summary>All runs that were planned; none if they are not known.</summary>
    public ImmutableArray<RunSpecification> Runs { get; } = [];

    /// <summary>Why the settings are not known; null if they are.</summary>
    public string? Problem { get; }

    /// <summary>The settings of a run; null if they are not known.</summary>
    public RunSettings? SettingsOf(string run) => _runs.GetValueOrDefault(run)?.Settings;

    /// <summary>The environments of a run; null if they are not known.</summary>
    public EnvironmentSet? EnvironmentsOf(string run) => SettingsOf(run) is { } settings ? _environments.Get(settings) : null;

    /// <summary>Where the states of a run lie; null if that is not known.</summary>
    public GridMap? MapOf(string run) => (SettingsOf(run)?.Environment as IGridDefinition)?.Map();

    /// <summary>Reads a folder's plans.</summary>
    internal static RunPlans Read(string folder, FederationCatalogue catalogue) =>
        new(Path.Combine(folder, ExperimentFolder.ConfigurationName), catalogue);
}
