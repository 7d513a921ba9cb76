using FedPG.Actors.Cluster;
using FedPG.Actors.Options;
using FedPG.Algorithms;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Specification;
using FedPG.Federation;

namespace FedPG.Experiments.Execution;

/// <summary>A validated run, with its environments and its algorithm.</summary>
public sealed record PlannedRun
{
    private PlannedRun(
        RunSpecification run, FederationSpecification federation, IFederatedAlgorithm algorithm, FederationCatalogue catalogue) =>
        (Run, Federation, Algorithm, Catalogue) = (run, federation, algorithm, catalogue);

    /// <summary>The run as specified in the experiment.</summary>
    public RunSpecification Run { get; }

    /// <summary>The specification of the federation: everything that determines the bits of the result.</summary>
    public FederationSpecification Federation { get; }

    /// <summary>Its algorithm.</summary>
    public IFederatedAlgorithm Algorithm { get; }

    /// <summary>Resolves the names in the run's settings.</summary>
    public FederationCatalogue Catalogue { get; }

    /// <summary>Environment steps of all participants in one round.</summary>
    public long StepsPerRound => Algorithm.Participants * Algorithm.StepsPerTraining;

    /// <summary>Plans all runs of an experiment.</summary>
    /// <exception cref="SpecificationException">A run's settings contradict each other; the message names the run.</exception>
    public static IReadOnlyList<PlannedRun> All(ExperimentSpecification experiment, EnvironmentCache environments)
    {
        // Runs that differ only in their seed are checked once.
        var algorithms = new Dictionary<RunSettings, IFederatedAlgorithm>(ReferenceEqualityComparer.Instance);
        return [.. experiment.Runs.Select(run =>
        {
            var federation = run.ToFederation(environments.Get(run.Settings), experiment.Catalogue);
            if (!algorithms.TryGetValue(run.Settings, out var algorithm))
            {
                algorithms[run.Settings] = algorithm = Create(run, federation, experiment.Catalogue);
            }

            var planned = new PlannedRun(run, federation, algorithm, experiment.Catalogue);
            RunDiagnostics.Check(planned);
            RunAgents.Check(planned);
            return planned;
        })];
    }

    private static IFederatedAlgorithm Create(RunSpecification run, FederationSpecification federation, FederationCatalogue catalogue)
    {
        try
        {
            var algorithm = catalogue.CreateAlgorithm(federation);
            if (run.Settings.Runtime.Mode == RuntimeMode.Cluster) ClusterRuntime.RequireFit(federation, catalogue);
            RunMemory.RequireAggregate(run.Settings, algorithm, catalogue.CreateAggregator(federation, algorithm));

            // A schedule can be impossible from its first round on.
            _ = federation.StartSchedule(algorithm).Next([]);
            return algorithm;
        }
        catch (SpecificationException error)
        {
            throw new SpecificationException($"run '{run.Run}': fedpg.{error.Message}", error);
        }
    }
}
