using FedPG.Actors.Options;
using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Control;
using FedPG.Control.Processes;
using FedPG.Control.Training;
using FedPG.Environments;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Configuration.Hocon;
using FedPG.Experiments.Specification;
using FedPG.Options;

namespace FedPG.Experiments.Execution;

/// <summary>An estimate of a run's memory apart from its environments: its agents, and the training buffers of each thread.</summary>
internal static class RunMemory
{
    /// <summary>Bytes of an idle agent: its actor, and its entries in its edge and in the schedule.</summary>
    private const double BytesPerAgent = 1100;

    /// <summary>Bytes of an agent without an actor: its entry in the schedule.</summary>
    private const double BytesPerLoopedAgent = 16;

    /// <summary>Bytes of a simulated step: random bits, next states and state-action pair.</summary>
    private const double BytesPerStep = 20;

    /// <summary>The number of buffers: the first local step of a training and the later ones have one each.</summary>
    private const double Buffers = 2;

    /// <summary>Refuses a run that exceeds this machine's memory. The agents of a cluster are on other machines and do not count.</summary>
    /// <exception cref="SpecificationException">The run exceeds the memory; the message names the setting that takes most.</exception>
    public static void Require(RunSettings settings)
    {
        double agents = Agents(settings), training = Training(settings);
        if (agents + training <= MachineMemory.Available) return;
        if (agents >= training) MachineMemory.Require(agents + training, $"{ConfigPath.Root}.agents", $"{settings.Agents}");
        var local = settings.Local;
        MachineMemory.Require(agents + training, $"{ConfigPath.Root}.local.batch × local.horizon", $"{local.Batch} × {local.Horizon}");
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

    /// <summary>Refuses a run whose trajectories over features exceed this machine's memory.</summary>
    /// <exception cref="SpecificationException">They exceed the memory.</exception>
    public static void RequireTrajectories(RunSettings settings, IFederatedAlgorithm algorithm, EnvironmentTypes environments)
    {
        if (algorithm.FeaturePolicies is not { } policies || environments is not ControlEnvironments control) return;
        if (settings.Runtime.Mode == RuntimeMode.Cluster) return;
        var local = settings.Local;
        var shape = policies.Create().Shape;
        double numbers = TrajectoryBatch.Numbers(control.Shape.ObservationDimension, shape, local.Batch, local.Horizon)
            + (double)shape.Sums * ControlProcess.Block;
        MachineMemory.Require(
            Threads(settings) * sizeof(double) * numbers, $"{ConfigPath.Root}.local.batch × local.horizon",
            $"{local.Batch} × {local.Horizon} with {shape.Trace} numbers per step");
    }

    private static double Agents(RunSettings settings) => settings.Agents * (settings.Runtime.Mode switch
    {
        RuntimeMode.Sequential => BytesPerLoopedAgent,
        RuntimeMode.InProcess => BytesPerAgent,
        _ => 0,
    });

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
