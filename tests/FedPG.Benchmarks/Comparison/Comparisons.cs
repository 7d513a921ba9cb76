using System.Globalization;
using System.Runtime.Intrinsics.X86;
using FedPG.Actors;
using FedPG.Algorithms;
using FedPG.Benchmarks.Control;
using FedPG.Federation;

namespace FedPG.Benchmarks.Comparison;

/// <summary>Prints ratios of alternatives measured in turns: kernels, actors, threads, agents.</summary>
internal static class Comparisons
{
    private static readonly (string Name, FederationSpecification Work, int Rounds)[] Workloads =
        [("W", Workload.W, 6000), ("W7", Workload.W7, 24_000), ("WL", Workload.WL, 3000)];

    private static readonly Dictionary<string, Func<Task>> All = new()
    {
        ["kernel"] = KernelAsync,
        ["actors"] = ActorsAsync,
        ["threads"] = ThreadsAsync,
        ["agents"] = AgentCounts.RunAsync,
        ["sizes"] = SizesAsync,
        ["bits"] = BitsAsync,
        ["memory"] = MemoryAsync,
        ["cluster"] = ClusterComparison.RunAsync,
        ["control"] = ControlComparison.RunAsync,
    };

    /// <summary>Runs the named comparisons, or all.</summary>
    public static async Task<int> RunAsync(string[] names)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        if (names.FirstOrDefault(name => !All.ContainsKey(name)) is { } unknown)
        {
            await Console.Error.WriteLineAsync($"benchmarks: found '{unknown}'; accepted: {string.Join(", ", All.Keys)}");
            return 2;
        }

        Console.WriteLine(
            $"{Environment.ProcessorCount} cores, AVX2 {Avx2.IsSupported}, AVX-512 {Avx512F.IsSupported}; medians of interleaved turns");
        foreach (string name in names.Length > 0 ? names : [.. All.Keys]) await All[name]();
        return 0;
    }

    private static async Task KernelAsync()
    {
        Console.WriteLine("\nkernel: local training on one thread, against a loop as one would first write it");
        foreach (var (name, work, _) in Workloads)
        {
            var learner = FederationCatalogue.Default.CreateAlgorithm(work).CreateLearner();
            var idiomatic = new IdiomaticTraining(work);
            var random = new System.Random(1);
            var parameters = new double[work.FiniteEnvironments.States * work.FiniteEnvironments.Actions];
            double[] update = new double[parameters.Length];
            double[][] updates = [update, new double[parameters.Length]];
            int pairs = (int)(2_000_000 / FederationCatalogue.Default.CreateAlgorithm(work).StepsPerTraining);
            double[] seconds = await Interleaved.MediansAsync(
                () => Repeat(2 * pairs, i => learner.Train(Task(i), parameters, update)),
                () => Repeat(2 * pairs, i => idiomatic.Train(parameters, i % work.Agents, random)),
                () => Repeat(pairs, i => learner.Train(new TrainingBatch([Task(2 * i), Task(2 * i + 1)], parameters, updates))));
            double steps = 2.0 * pairs * FederationCatalogue.Default.CreateAlgorithm(work).StepsPerTraining;
            string inPairs = learner.Together > 1
                ? FormattableString.Invariant($"; two agents at a time {seconds[0] / seconds[2]:F2} × as fast")
                : "";
            Console.WriteLine(
                $"  {name,-3} {steps / seconds[0] / 1e6,7:F1} M steps/s   "
                + $"{seconds[1] / seconds[0],5:F1} × the plain loop's {steps / seconds[1] / 1e6:F1}{inPairs}");

            LocalTask Task(int i) => new(0, 1, i % work.Agents);
        }
    }

    private static async Task ActorsAsync()
    {
        Console.WriteLine("\nactors: time of whole rounds, against Parallel.For over the same learners");
        int threads = Environment.ProcessorCount;
        await using var runtime = ActorRuntime.Start(threads);
        foreach (var (name, work, rounds) in Workloads)
        {
            var run = work with { Rounds = rounds };
            double[] seconds = await Interleaved.MediansAsync(
                () => Federations.ActorsAsync(runtime, run), () => Task.Run(() => Federations.ParallelFor(run, threads)));
            double steps = (double)rounds * Workload.StepsPerRound(run);
            Console.WriteLine(
                $"  {name,-3} {steps / seconds[0] / 1e6,7:F1} M steps/s   "
                + $"{seconds[0] / seconds[1],5:F2} × the time of Parallel.For   {Distance()}");
        }
    }

    private static async Task ThreadsAsync()
    {
        Console.WriteLine("\nthreads: rounds through actors, two compute threads against one");
        await using var one = ActorRuntime.Start(threads: 1);
        await using var two = ActorRuntime.Start(threads: 2);
        foreach (var (name, work, rounds) in Workloads)
        {
            var run = work with { Rounds = rounds };
            double[] seconds = await Interleaved.MediansAsync(
                () => Federations.ActorsAsync(one, run), () => Federations.ActorsAsync(two, run));
            Console.WriteLine($"  {name,-3} {seconds[0] / seconds[1],5:F2} × as fast   {Distance()}");
        }
    }

    private static string Distance() => FormattableString.Invariant($"(a cache line there and back: {CoreDistance.RoundTrip():F0} ns)");

    private static async Task SizesAsync()
    {
        Console.WriteLine("\nsizes: local training on one thread against states × actions (20 trajectories of 20 steps)");
        (int, int)[] sizes = [(5, 4), (8, 4), (12, 4), (20, 4), (50, 8), (100, 16), (100, 64), (200, 64), (100, 1024)];
        foreach (var (states, actions) in sizes)
        {
            double seconds = (await TrainingSecondsAsync(Workload.Sized(states, actions)))[0];
            Console.WriteLine($"  {states,4} × {actions,-5} {seconds * 1e9,7:F2} ns per step");
        }

        await SparseSizes.RunAsync();
    }

    private static async Task BitsAsync()
    {
        Console.WriteLine(
            "\nbits: b-RS-FedPG on one thread against the number of actions "
            + "(5 states, 20 trajectories of 20 steps, 100 local steps), in turns");
        int[] bits = [4, 8, 12, 16, 18];
        var work = bits.Select(k => Workload.Sized(5, 1 << k) with { Algorithm = "b-rs-fedpg" }).ToArray();
        double[] seconds = await TrainingSecondsAsync([.. work.Select(sized => sized with { Local = sized.Local with { Steps = 100 } })]);
        for (int i = 0; i < bits.Length; i++)
        {
            var algorithm = FederationCatalogue.Default.CreateAlgorithm(work[i]);
            long before = GC.GetAllocatedBytesForCurrentThread();
            GC.KeepAlive(algorithm.CreateLearner());
            double kilobytes = (GC.GetAllocatedBytesForCurrentThread() - before) / 1024.0, own = seconds[i] / bits[i];
            Console.WriteLine(
                $"  2^{bits[i],-2} {seconds[i] * 1e9,7:F1} ns per step   {own * 1e9,6:F2} ns per step and bit, "
                + $"{own / (seconds[0] / bits[0]),5:F2} ×   a learner holds {kilobytes:N0} kB, "
                + $"θ {algorithm.ParameterCount * sizeof(double) / 1024.0:N0} kB");
        }
    }

    /// <summary>The seconds per environment step of several workloads, measured in turns.</summary>
    private static async Task<double[]> TrainingSecondsAsync(params FederationSpecification[] works)
    {
        var trainings = works.Select(work =>
        {
            var algorithm = FederationCatalogue.Default.CreateAlgorithm(work);
            var learner = algorithm.CreateLearner();
            var (parameters, update) = (new double[algorithm.ParameterCount], new double[algorithm.ParameterCount]);
            int times = (int)Math.Max(1, 2_000_000 / algorithm.StepsPerTraining);
            Action train = () => Repeat(times, i => learner.Train(new LocalTask(0, 1, i % work.Agents), parameters, update));
            return (Train: train, Steps: times * algorithm.StepsPerTraining);
        }).ToArray();
        double[] seconds = await Interleaved.MediansAsync([.. trainings.Select(training => training.Train)]);
        return [.. seconds.Zip(trainings, (time, training) => time / training.Steps)];
    }

    private static async Task MemoryAsync()
    {
        const int Agents = 100_000;
        Console.WriteLine("\nmemory: what an idle agent holds");
        await using var runtime = ActorRuntime.Start();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        await foreach (var outcome in runtime.RunAsync(Workload.Tiny(Agents) with { Rounds = int.MaxValue }))
        {
            if (outcome.Round < 2) continue;
            long after = GC.GetTotalMemory(forceFullCollection: true);
            Console.WriteLine(
            $"  {(after - before) / Agents:N0} bytes per agent of {Agents:N0}, "
            + $"including its last update ({outcome.Parameters.Length * sizeof(double)} bytes)");
            break;
        }
    }

    private static void Repeat(int times, Action<int> action)
    {
        for (int i = 0; i < times; i++) action(i);
    }
}
