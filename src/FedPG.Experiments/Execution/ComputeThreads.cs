using FedPG.Algorithms;
using FedPG.Federation;

namespace FedPG.Experiments.Execution;

/// <summary>
/// The number of compute threads that have work. A surplus thread does harm if trainings take microseconds: it polls for work all the
/// time, and finds none if there are only two agents, which are trained as a pair.
/// </summary>
internal static class ComputeThreads
{
    /// <summary>The number of compute threads for some runs, at most one per core.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="parallel">The number of concurrent runs.</param>
    /// <param name="cores">The number of cores.</param>
    /// <param name="catalogue">Resolves the names in the runs.</param>
    public static int For(IReadOnlyList<FederationSpecification> runs, int parallel, int cores, FederationCatalogue catalogue)
    {
        int together = Math.Min(parallel, runs.Count);
        return together >= cores
            ? cores
            : Math.Clamp(runs.Select(run => Trainings(run, cores, catalogue)).OrderDescending().Take(together).Sum(), 1, cores);
    }

    /// <summary>The number of batches of a run's trainings that can run concurrently, at most the number of cores.</summary>
    private static int Trainings(FederationSpecification run, int cores, FederationCatalogue catalogue)
    {
        if (run.Agents >= 2 * cores) return cores;
        var algorithm = catalogue.CreateAlgorithm(run);
        int batch = BatchSize.On(algorithm, algorithm.CreateLearner(), cores);
        return (algorithm.Participants + batch - 1) / batch;
    }
}
