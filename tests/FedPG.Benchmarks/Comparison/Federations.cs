using System.Diagnostics;
using FedPG.Actors;
using FedPG.Algorithms;
using FedPG.Federation;

namespace FedPG.Benchmarks.Comparison;

/// <summary>The same rounds, run in different ways.</summary>
internal static class Federations
{
    /// <summary>Runs rounds through actors.</summary>
    public static async Task ActorsAsync(ActorRuntime runtime, FederationSpecification specification)
    {
        await foreach (var outcome in runtime.RunAsync(specification)) GC.KeepAlive(outcome);
    }

    /// <summary>Runs rounds in a bare loop over the agents on one thread.</summary>
    public static void Loop(FederationSpecification specification)
    {
        foreach (var outcome in SequentialFederation.Run(specification)) GC.KeepAlive(outcome);
    }

    /// <summary>The seconds of the first round, start included, and the median of the others.</summary>
    public static async Task<(double Start, double Round)> TimesAsync(ActorRuntime runtime, FederationSpecification specification)
    {
        var ends = new List<double>();
        long start = Stopwatch.GetTimestamp();
        await foreach (var outcome in runtime.RunAsync(specification))
        {
            if (outcome.Round > 0) ends.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        // Short rounds are read several at a time, so tenths of the run are measured instead.
        int part = Math.Max(1, (ends.Count - 1) / 10);
        var rounds = Enumerable.Range(0, (ends.Count - 1) / part)
            .Select(i => (ends[(i + 1) * part] - ends[i * part]) / part)
            .Order()
            .ToList();
        return (ends[0], rounds[rounds.Count / 2]);
    }

    /// <summary>The seconds per round in a bare loop.</summary>
    public static double LoopSeconds(FederationSpecification specification)
    {
        long start = Stopwatch.GetTimestamp();
        Loop(specification);
        return Stopwatch.GetElapsedTime(start).TotalSeconds / specification.Rounds;
    }

    /// <summary>Runs rounds by Parallel.For over the same learners, with updates summed in agent order.</summary>
    public static void ParallelFor(FederationSpecification specification, int threads)
    {
        var algorithm = FederationCatalogue.Default.CreateAlgorithm(specification);
        using var learners = new ThreadLocal<ILearner>(algorithm.CreateLearner);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        var updates = Enumerable.Range(0, specification.Agents).Select(_ => new double[algorithm.ParameterCount]).ToArray();
        var parameters = new double[algorithm.ParameterCount];
        for (int round = 1; round <= specification.Rounds; round++)
        {
            int now = round;
            Parallel.For(0, specification.Agents, options, agent =>
                learners.Value!.Train(new LocalTask(specification.Seed, now, agent), parameters, updates[agent]));
            var average = new double[parameters.Length];
            foreach (double[] update in updates)
            {
                for (int i = 0; i < average.Length; i++) average[i] += update[i];
            }

            for (int i = 0; i < average.Length; i++) parameters[i] = average[i] / specification.Agents;
        }
    }
}
