using CsCheck;
using FedPG.Control.Processes;
using FedPG.Kernels.Columns;
using FedPG.Kernels.Lanes;
using FedPG.Random;

namespace FedPG.Tests.Control.Processes;

/// <summary>Every process has the same bits with AVX-512, AVX2 and scalar instructions, and in every column.</summary>
public class LaneProcessTests
{
    private static readonly Func<LaneInstructions, ControlProcess>[] _processes =
    [
        With(new CartPole(0.7, 0.1, 10)),
        With(new Pendulum(1.2, 0.8, 9.8)),
        With(new MountainCar(0.0015, 0.0025)),
        With(new Acrobot(1.2, 1, 1, 0.9)),
        With(new Swimmer(3, 7.5, 0.3, 2, 0.03)),
        With(new Swimmer(6, 10, 0, 2, 0.03)),
        With(Chain.Lqr(5)),
        With(Chain.BangBang(3)),
        With(new LinearQuadratic(LinearQuadraticSystems.Draw(3, 2, 1, 0.1, 0.1, seed: 1)[0], 1, drawsNoise: true)),
        With(new ProductServo(4, 0.2, 5, IsReversed: true)),
        With(new BitBandit(0.3)),
    ];

    [Fact]
    public void Every_process_has_the_same_bits_with_all_instructions() =>
        (from process in Gen.Int[0, _processes.Length - 1] from width in Gen.Int[1, 4] from seed in Gen.ULong select (process, width, seed))
        .Sample(
            c =>
            {
                double[] plain = Run(_processes[c.process](LaneInstructions.None), 8 * c.width, c.seed);
                Run(_processes[c.process](LaneInstructions.Vector256), 8 * c.width, c.seed).ShouldBe(plain);
                Run(_processes[c.process](LaneInstructions.Vector512), 8 * c.width, c.seed).ShouldBe(plain);
            },
            iter: 300);

    [Fact]
    public void A_trajectory_does_not_depend_on_its_column_or_on_the_others()
    {
        foreach (var make in _processes)
        {
            var process = make(LaneColumns.Best);
            double[] wide = Run(process, 16, seed: 5, same: true);
            for (int i = 0; i < wide.Length; i++) wide[i].ShouldBe(wide[i / 16 * 16]);
        }
    }

    [Fact]
    public void Steps_of_large_processes_do_not_allocate()
    {
        var system = LinearQuadraticSystems.Draw(300, 2, 1, 0.1, 0.1, seed: 1)[0];
        ControlProcess chain = LaneProcess.Of(Chain.Lqr(400)), swimmer = LaneProcess.Of(new Swimmer(30, 10, 0, 2, 0.03));
        ControlProcess[] processes = [chain, swimmer, LaneProcess.Of(new LinearQuadratic(system, 1, drawsNoise: true))];
        foreach (var process in processes)
        {
            const int Width = 8;
            var shape = process.Shape;
            double[] states = new double[shape.StateDimension * Width], actions = new double[shape.ActionDimension * Width];
            double[] draws = new double[Math.Max(shape.ResetDraws, shape.StepDraws) * Width], rewards = new double[Width];
            double[] ended = new double[Width];
            long before = 0;
            for (int t = 0; t < 5; t++)
            {
                // The first step rents what all others use.
                if (t == 1) before = GC.GetAllocatedBytesForCurrentThread();
                process.Reset(draws.AsSpan(0, shape.ResetDraws * Width), states, Width);
                process.Step(states, actions, draws.AsSpan(0, shape.StepDraws * Width), states, rewards, ended);
            }

            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        }
    }

    /// <summary>Some steps with random actions; states, observations, rewards and ends of all steps.</summary>
    private static double[] Run(ControlProcess process, int width, ulong seed, bool same = false)
    {
        var random = RandomStreams.For(StreamPurpose.Search, seed);
        var shape = process.Shape;
        double[] states = new double[shape.StateDimension * width], observations = new double[shape.ObservationDimension * width];
        double[] rewards = new double[width], ended = new double[width];
        var all = new List<double>();
        process.Reset(Draw(shape.ResetDraws), states, width);
        for (int t = 0; t < 30; t++)
        {
            process.Observe(states, observations, width);
            double[] actions = Draw(shape.ActionDimension);
            for (int i = 0; i < actions.Length; i++)
            {
                double low = shape.ActionLow[i / width], high = shape.ActionHigh[i / width];
                actions[i] = low + (high - low) * actions[i];
            }

            process.Step(states, actions, Draw(shape.StepDraws), states, rewards, ended);
            all.AddRange([.. states, .. observations, .. rewards, .. ended]);
        }

        all.ShouldAllBe(number => double.IsFinite(number));
        return [.. all];

        double[] Draw(int rows)
        {
            var numbers = new double[rows * width];
            for (int i = 0; i < numbers.Length; i++) numbers[i] = same && i % width > 0 ? numbers[i - 1] : random.NextDouble();
            return numbers;
        }
    }

    private static Func<LaneInstructions, ControlProcess> With<TDynamics>(TDynamics dynamics)
        where TDynamics : struct, IDynamics => instructions => LaneProcess.Of(dynamics, instructions);
}
