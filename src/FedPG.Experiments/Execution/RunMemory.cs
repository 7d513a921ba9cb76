using FedPG.Actors.Options;
using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Control;
using FedPG.Control.Training;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Configuration.Hocon;
using FedPG.Experiments.Specification;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Participation;

namespace FedPG.Experiments.Execution;

/// <summary>
/// An estimate of the memory of concurrent runs apart from their environments: agents, and the training buffers of each thread. Every run
/// has buffers of its own.
/// </summary>
internal static class RunMemory
{
    /// <summary>Bytes of an idle agent: its actor, and its entry in its edge.</summary>
    private const double BytesPerAgent = 1100;

    /// <summary>Bytes of an agent without an actor.</summary>
    private const double BytesPerLoopedAgent = 16;

    /// <summary>Bytes of an agent in a schedule of faults or arrivals: 100 between rounds, and those of the next round.</summary>
    private const double BytesPerScheduledAgent = 250;

    /// <summary>Bytes of a simulated step: random bits, next states and state-action pair.</summary>
    private const double BytesPerStep = 20;

    /// <summary>The number of buffers: the first local step of a training and the later ones have one each.</summary>
    private const double Buffers = 2;

    /// <summary>The number of runs that are executed concurrently.</summary>
    public static int Concurrent(ExperimentSpecification experiment) =>
        Math.Min(experiment.Runs.Length, experiment.Runs.Min(run => ParallelRuns(run.Settings.Runtime)));

    /// <summary>The number of concurrent runs that a run's settings ask for.</summary>
    public static int ParallelRuns(RuntimeOptions options) =>
        options.ParallelRuns > 0 ? options.ParallelRuns : options.Threads > 0 ? options.Threads : Environment.ProcessorCount;

    /// <summary>
    /// Refuses runs that exceed this machine's memory together. The agents of a cluster are on other machines; their schedule is here.
    /// </summary>
    /// <exception cref="SpecificationException">The runs exceed the memory; the message names the setting that takes most.</exception>
    public static void Require(ExperimentSpecification experiment)
    {
        int concurrent = Concurrent(experiment);
        var largest = experiment.Runs.GroupBy(run => run.Settings, ReferenceEqualityComparer.Instance)
            .Select(runs => (Settings: (RunSettings)runs.Key!, Count: Math.Min(concurrent, runs.Count())))
            .SelectMany(runs => Enumerable.Repeat(
                (runs.Settings, Agents: Agents(runs.Settings, experiment.Catalogue), Training: Training(runs.Settings)), runs.Count))
            .OrderByDescending(run => run.Agents + run.Training).Take(concurrent).ToList();
        double bytes = largest.Sum(run => run.Agents + run.Training);
        if (bytes <= MachineMemory.Available) return;
        var (settings, agents, training) = largest[0];
        var local = settings.Local;
        if (agents >= training) MachineMemory.Require(bytes, $"{ConfigPath.Root}.agents", $"{settings.Agents}{AtOnce(largest.Count)}");
        MachineMemory.Require(
            bytes, $"{ConfigPath.Root}.local.batch × local.horizon", $"{local.Batch} × {local.Horizon}{AtOnce(largest.Count)}");
    }

    /// <summary>Refuses a run whose server cannot keep the updates of a round: an aggregator may need all of them.</summary>
    /// <exception cref="SpecificationException">The aggregate exceeds the memory.</exception>
    public static void RequireAggregate(RunSettings settings, IFederatedAlgorithm algorithm, IAggregator aggregator)
    {
        long numbers = aggregator.Length(algorithm.UpdateLength, algorithm.Participants);

        // The root and the two parts that it was merged from.
        MachineMemory.Require(
            2.0 * sizeof(double) * numbers, "server.aggregator", $"'{settings.Server.Aggregator}' with {algorithm.Participants} agents");
    }

    /// <summary>Refuses runs whose trajectories over features exceed this machine's memory together.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="concurrent">The number of concurrent runs.</param>
    /// <exception cref="SpecificationException">They exceed the memory.</exception>
    public static void RequireTrajectories(IEnumerable<PlannedRun> runs, int concurrent)
    {
        var bytes = new Dictionary<IFederatedAlgorithm, double>(ReferenceEqualityComparer.Instance);
        foreach (var run in runs.DistinctBy(run => run.Algorithm)) bytes[run.Algorithm] = Trajectories(run);
        var largest = runs.OrderByDescending(run => bytes[run.Algorithm]).Take(concurrent).ToList();
        double all = largest.Sum(run => bytes[run.Algorithm]);
        if (all == 0) return;
        var local = largest[0].Federation.Local;
        MachineMemory.Require(
            all, $"run '{largest[0].Run.Run}': {ConfigPath.Root}.local.batch × local.horizon",
            $"{local.Batch} × {local.Horizon}{AtOnce(largest.Count)}");
    }

    private static string AtOnce(int runs) => runs == 1 ? "" : $" in {runs} concurrent runs";

    private static double Trajectories(PlannedRun run)
    {
        if (run.Algorithm.FeaturePolicies is not { } policies || run.Federation.Environments is not ControlEnvironments control) return 0;
        var settings = run.Run.Settings;
        if (settings.Runtime.Mode == RuntimeMode.Cluster) return 0;
        return Threads(settings) * ControlGradient.Bytes(control.Shape.ObservationDimension, policies.Create().Shape, settings.Local);
    }

    private static double Agents(RunSettings settings, FederationCatalogue catalogue)
    {
        bool isScheduled = catalogue.CreateParticipation(settings.Server, settings.Faults) is not FullParticipation;
        double own = settings.Runtime.Mode switch
        {
            RuntimeMode.Sequential => BytesPerLoopedAgent,
            RuntimeMode.InProcess => BytesPerAgent,
            _ => 0,
        };
        return settings.Agents * (own + (isScheduled ? BytesPerScheduledAgent : 0));
    }

    private static double Training(RunSettings settings)
    {
        if (settings.Runtime.Mode == RuntimeMode.Cluster) return 0;
        var local = settings.Local;
        double steps = local.Estimator == GradientEstimator.Sampled ? (double)local.Batch * local.Horizon : 0;
        return Threads(settings) * Buffers * BytesPerStep * steps;
    }

    private static int Threads(RunSettings settings) => settings.Runtime.Mode == RuntimeMode.Sequential ? 1
        : Math.Min(settings.Agents, settings.Runtime.Threads > 0 ? settings.Runtime.Threads : Environment.ProcessorCount);
}
