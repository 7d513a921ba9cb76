using FedPG.Algorithms;
using FedPG.Benchmarks.Comparison;
using FedPG.Control.Processes;
using FedPG.Federation;
using FedPG.Kernels.Columns;
using FedPG.Kernels.Lanes;

namespace FedPG.Benchmarks.Control;

/// <summary>Local training with continuous states: vector lanes against scalar instructions and a naive loop; sizes.</summary>
internal static class ControlComparison
{
    private static readonly LaneInstructions[] _instructions =
        [LaneInstructions.Vector512, LaneInstructions.Vector256, LaneInstructions.None];

    /// <summary>Prints all comparisons.</summary>
    public static async Task RunAsync()
    {
        Console.WriteLine(
            "\ncontrol: local steps of b-RS-FedPG with 3 bits on one thread, after 12 rounds; steps until a trajectory's end are counted");
        await KernelAsync("cart-pole", ControlWorkload.CartPole);
        await KernelAsync("chain-lqr", ControlWorkload.Chain(8, 3));
        await SizesAsync();
    }

    private static async Task KernelAsync<TDynamics>(string name, ControlWorkload<TDynamics> work)
        where TDynamics : struct, IDynamics
    {
        const int Repeats = 100;
        double[] parameters = work.Trained(12), gradient = new double[parameters.Length];
        var usable = _instructions.Where(instructions => instructions <= LaneColumns.Best).ToArray();
        var lanes = usable.Select(work.Gradient).Append(new NaiveControl<TDynamics>(work).Compute);
        double[] seconds = await Interleaved.MediansAsync([.. lanes.Select<Action<double[], double[]>, Action>(compute => () =>
        {
            for (int i = 0; i < Repeats; i++) compute(parameters, gradient);
        })]);
        double steps = Repeats * work.Specification.Local.Batch * work.MeanLength(parameters);
        Console.Write($"  {name}  {steps / seconds[0] / 1e6,6:F2} M steps/s");
        for (int i = 1; i < usable.Length; i++) Console.Write($"   {seconds[i] / seconds[0],5:F2} × {usable[i]}'s");
        Console.WriteLine($"   {seconds[^1] / seconds[0],5:F1} × the plain loop's {steps / seconds[^1] / 1e6:F2}");
    }

    private static async Task SizesAsync()
    {
        Console.WriteLine("\ncontrol: time and memory of chain-lqr against dimensions and bits (F = d + 1 features), in turns");
        (int Dimensions, int Bits)[] sizes = [(1, 3), (2, 3), (4, 3), (8, 1), (8, 2), (8, 3), (8, 4), (8, 6), (16, 3), (32, 3)];
        var works = sizes.Select(size => ControlWorkload.Chain(size.Dimensions, size.Bits).Specification).ToArray();
        var algorithms = works.Select(FederationCatalogue.Default.CreateAlgorithm).ToArray();
        var held = new double[sizes.Length];
        double[] seconds = await Interleaved.MediansAsync([.. algorithms.Select<IFederatedAlgorithm, Action>((algorithm, i) =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            var learner = algorithm.CreateLearner();
            held[i] = (GC.GetAllocatedBytesForCurrentThread() - before) / 1024.0;
            double[] parameters = new double[algorithm.ParameterCount], update = new double[algorithm.ParameterCount];
            return () => learner.Train(new LocalTask(0, 1, 0), parameters, update);
        })]);
        for (int i = 0; i < sizes.Length; i++)
        {
            double step = seconds[i] / algorithms[i].StepsPerTraining * 1e9;
            int bits = sizes[i].Dimensions * sizes[i].Bits, products = bits * (sizes[i].Dimensions + 1);
            Console.WriteLine(
                $"  d {sizes[i].Dimensions,2}, b {sizes[i].Bits}  {step,8:F1} ns per step   {step / bits,6:F2} ns per bit   "
                + $"{step / products,5:F2} ns per bit and feature   a learner holds {held[i]:N0} kB, "
                + $"{held[i] / bits:F1} per bit; θ {algorithms[i].ParameterCount * sizeof(double) / 1024.0:N1} kB");
        }
    }
}
