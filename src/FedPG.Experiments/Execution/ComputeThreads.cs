using FedPG.Algorithms;
using FedPG.Federation;

namespace FedPG.Experiments.Execution;

/// <summary>
/// How many compute threads there is work for. One too many does harm where trainings take microseconds: it looks for work all the time, and has none where two
/// agents are trained together and there are two.
/// </summary>
internal static class ComputeThreads
{
    /// <summary>Compute threads for runs, at most one a core.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="parallel">How many of them go at the same time.</param>
    /// <param name="cores">How many cores there are.</param>
    /// <param name="catalogue">What the names in the runs stand for.</param>
    public static int For(IReadOnlyList<FederationSpecification> runs, int parallel, int cores, FederationCatalogue catalogue)
    {
        int together = Math.Min(parallel, runs.Count);
        return together >= cores ? cores : Math.Clamp(runs.Select(run => Trainings(run, cores, catalogue)).OrderDescending().Take(together).Sum(), 1, cores);
    }

    /// <summary>How many batches of a run's trainings can go on at the same time, or as many as there are cores.</summary>
    private static int Trainings(FederationSpecification run, int cores, FederationCatalogue catalogue)
    {
        if (run.Agents >= 2 * cores) return cores;
        var algorithm = catalogue.CreateAlgorithm(run);
        int batch = BatchSize.On(algorithm, algorithm.CreateLearner(), cores);
        return (algorithm.Participants + batch - 1) / batch;
    }
}
