using CsCheck;
using FedPG.Control.Processes;
using FedPG.Numerics;
using FedPG.Random;

namespace FedPG.Tests.Control.Processes;

public class OtherProcessTests
{
    [Fact]
    public void A_chain_moves_according_to_its_matrices() =>
        (from x in Gen.Double[-2, 2].Array[4] from u in Gen.Double[-2, 2].Array[4] select (x, u)).Sample(
            c =>
            {
                var chain = new Single(LaneProcess.Of(Chain.Lqr(4)), c.x);
                var system = new Single(LaneProcess.Of(new LinearQuadratic(Chain.Lqr(4).ToSystem(), 2, drawsNoise: false)), c.x);
                chain.Step(c.u).ShouldBe(system.Step(c.u), 1e-13);
                for (int i = 0; i < 4; i++) chain.State[i].ShouldBe(system.State[i], 1e-14);
            },
            iter: 200);

    [Fact]
    public void First_states_of_chains_are_uniform_or_ones()
    {
        new Single(LaneProcess.Of(Chain.Lqr(2))).Reset(0, 0.75).ShouldBe([-1, 0.5]);
        new Single(LaneProcess.Of(Chain.BangBang(2))).Reset().ShouldBe([1, 1]);
    }

    [Fact]
    public void First_states_and_noise_have_the_covariances_of_the_system()
    {
        double[] x0 = [2, 0.5, 0.5, 1], w = [0.3, -0.1, -0.1, 0.2];
        var system = new LinearQuadraticSystem("noisy", 2, 1, new double[4], new double[2], [1, 0, 0, 1], [1], w, x0);
        var process = LaneProcess.Of(new LinearQuadratic(system, 1, drawsNoise: true));
        const int Width = 80_000;
        double[] states = new double[2 * Width], actions = new double[Width], rewards = new double[Width], ended = new double[Width];
        process.Reset(Uniforms(1), states, Width);
        ShouldHaveMoments(states, x0);
        process.Step(states, actions, Uniforms(2), states, rewards, ended);
        ShouldHaveMoments(states, w);

        static double[] Uniforms(ulong seed)
        {
            var random = RandomStreams.For(StreamPurpose.Search, seed);
            return [.. Enumerable.Range(0, 2 * Width).Select(_ => random.NextDouble())];
        }

        static void ShouldHaveMoments(double[] states, double[] moments)
        {
            for (int i = 0; i < 2; i++)
            {
                states.Skip(i * Width).Take(Width).Average().ShouldBe(0, 0.02);
                for (int j = 0; j < 2; j++)
                {
                    double moment = Enumerable.Range(0, Width).Average(k => states[i * Width + k] * states[j * Width + k]);
                    moment.ShouldBe(moments[i * 2 + j], 0.05);
                }
            }
        }
    }

    [Fact]
    public void Normal_numbers_have_the_fourth_moment_of_the_normal_distribution()
    {
        var random = RandomStreams.For(StreamPurpose.Search, seed: 3);
        Scalar[] uniforms = [.. Enumerable.Range(0, 200_000).Select(_ => (Scalar)random.NextDouble())], normals = new Scalar[200_000];
        Normals.Fill<Scalar>(uniforms, normals);
        normals.Average(z => Math.Pow(z.Value, 4)).ShouldBe(3, 0.1);
        normals.Average(z => Math.Abs(z.Value) > 1.959964 ? 1.0 : 0).ShouldBe(0.05, 0.002);
    }

    [Fact]
    public void A_finite_process_visits_states_with_their_probabilities()
    {
        var world = Worlds.CounterExample();
        var finite = new FiniteProcess(world.Types[0], world.InitialDistribution.AsSpan(), world.Discount, []);
        var single = new Single(new ScalarProcess(finite));
        single.Reset(0.5);
        for (int s = 0; s < world.States; s++)
        {
            for (int a = 0; a < world.Actions; a++)
            {
                double sum = 0;
                for (int next = 0; next < world.States; next++)
                {
                    double probability = world.Types[0].TransitionRow(s, a)[next];
                    if (probability == 0) continue;
                    single = new Single(new ScalarProcess(finite), s);
                    single.Step([a], [sum + probability / 2]).ShouldBe(world.Types[0].Reward(s, a));
                    single.State[0].ShouldBe(next);
                    sum += probability;
                }
            }
        }
    }

    [Theory]
    [InlineData(1.5, -1.5, "R")]
    [InlineData(-1, 1, "Q")]
    public void Costs_that_are_not_definite_are_refused(double q, double r, string named) =>
        Should.Throw<SpecificationException>(() => new LinearQuadraticSystem("bad", 1, 1, [1], [1], [q], [r], [0], [1]))
            .Message.ShouldContain($"system 'bad', {named}");

    [Fact]
    public void Processes_of_ones_own_fit_into_batches()
    {
        var single = new Single(new ScalarProcess(new Countdown()));
        single.Reset(0.4).ShouldBe([4]);
        single.Observation.ShouldBe([4]);
        single.Step(1).ShouldBe(4);
        single.Ended.ShouldBeFalse();
        for (int i = 0; i < 3; i++) single.Step(1);
        single.Ended.ShouldBeTrue();
        single.Step(1).ShouldBe(0);
        single.State.ShouldBe([0]);
    }

    /// <summary>Counts down to 0; the reward is the count.</summary>
    private sealed class Countdown : IControlProcess
    {
        public ControlShape Shape { get; } = new()
        {
            Name = "countdown",
            StateDimension = 1,
            ActionLow = [0],
            ActionHigh = [1],
            ResetDraws = 1,
        };

        public void Reset(ReadOnlySpan<double> uniforms, Span<double> state) => state[0] = Math.Floor(10 * uniforms[0]);

        public ControlStep Step(
            ReadOnlySpan<double> state, ReadOnlySpan<double> action, ReadOnlySpan<double> uniforms, Span<double> next)
        {
            next[0] = state[0] - action[0];
            return new ControlStep(state[0], next[0] <= 0);
        }
    }
}
