using FedPG.Actors.Options;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Specification;
using FedPG.Options;

namespace FedPG.Experiments.Planning;

/// <summary>Roughly what a run holds in memory beside its environments: its agents, and what each thread trains with.</summary>
internal static class RunMemory
{
    /// <summary>An idle agent: its actor, its place in its edge and in the schedule.</summary>
    private const double BytesPerAgent = 1100;

    /// <summary>Without actors an agent has a place in the schedule alone.</summary>
    private const double BytesPerLoopedAgent = 16;

    /// <summary>Random bits, next states and pair of a simulated step.</summary>
    private const double BytesPerStep = 20;

    /// <summary>The first local step of a training and the later ones have buffers of their own.</summary>
    private const double Buffers = 2;

    /// <summary>Refuses what this machine cannot hold. The agents of a cluster are on other machines.</summary>
    /// <exception cref="SpecificationException">It does not fit; the message names the setting that takes most.</exception>
    public static void Require(RunSettings settings)
    {
        double agents = Agents(settings), training = Training(settings);
        if (agents + training <= MachineMemory.Available) return;
        if (agents >= training) MachineMemory.Require(agents + training, $"{ConfigPath.Root}.agents", $"{settings.Agents}");
        var local = settings.Local;
        MachineMemory.Require(agents + training, $"{ConfigPath.Root}.local.batch × local.horizon", $"{local.Batch} × {local.Horizon}");
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
        int threads = settings.Runtime.Mode == RuntimeMode.Sequential ? 1
            : Math.Min(settings.Agents, settings.Runtime.Threads > 0 ? settings.Runtime.Threads : Environment.ProcessorCount);
        return threads * Buffers * BytesPerStep * steps;
    }
}
