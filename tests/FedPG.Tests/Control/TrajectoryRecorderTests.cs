using FedPG.Control;
using FedPG.Control.Environments;
using FedPG.Control.Processes;
using FedPG.Control.Trajectories;
using FedPG.Random;

namespace FedPG.Tests.Control;

/// <summary>Recorded trajectories.</summary>
public class TrajectoryRecorderTests
{
    [Fact]
    public void A_trajectory_of_random_pushes_has_the_known_mean_length()
    {
        // 22.39 ± 0.13 steps with pushes at random; Gymnasium's starts and constants.
        var cartPole = (ControlEnvironments)new CartPoleEnvironment().Build(null);
        var recorder = new TrajectoryRecorder(cartPole, type: 0, seed: 3);
        double[] lengths =
            [.. Enumerable.Range(0, 4000).Select(episode => (double)recorder.Record(new RandomPushes(), episode, 500).Length)];
        double mean = lengths.Average(), variance = lengths.Average(length => (length - mean) * (length - mean));
        Math.Abs(mean - 22.39).ShouldBeLessThan(4 * Math.Sqrt(variance / lengths.Length + 0.13 * 0.13));
    }

    [Fact]
    public void A_process_of_ones_own_takes_one_step_per_step()
    {
        var steps = new List<double>();
        var recorder = new TrajectoryRecorder(new ControlEnvironments(0.5, new Counting(steps)), type: 0, seed: 0);
        var trajectory = recorder.Record(new GivenActions([1, 2, 3, 4]), episode: 0, steps: 10, start: [0]);
        steps.ShouldBe([1, 2, 3]);
        (trajectory.Length, trajectory.Ended).ShouldBe((3, true));
        (trajectory.Return, trajectory.UndiscountedReturn).ShouldBe((1 + 2 / 2.0 + 3 / 4.0, 6));
        Enumerable.Range(0, 4).Select(t => trajectory.State(t)[0]).ShouldBe([0, 1, 3, 6]);
        recorder.Record(new GivenActions([1, 2, 3, 4]), episode: 0, steps: 2, start: [0]).Length.ShouldBe(2);
        recorder.Record(new GivenActions([1]), episode: 0, steps: 2, start: [0]).Ended.ShouldBeFalse();
    }

    [Fact]
    public void Drawn_table_actions_have_their_probabilities_and_impossible_ones_never_occur()
    {
        double[] row = [0.2, 0, 0.5, 0.3, 0];
        var actions = new TableActions([.. row, 0, 1, 0, 0, 0], actions: 5, period: 1);
        var random = new Xoshiro256PlusPlus(5);
        double[] counts = new double[5], action = [0];
        for (int i = 0; i < 20_000; i++)
        {
            actions.TryChoose(i, [0], ref random, action).ShouldBeTrue();
            counts[(int)action[0]]++;
        }

        for (int a = 0; a < 5; a++)
            Math.Abs(counts[a] - 20_000 * row[a]).ShouldBeLessThanOrEqualTo(4.5 * Math.Sqrt(20_000 * row[a] * (1 - row[a])));
        actions.TryChoose(0, [1], ref random, action);
        action.ShouldBe([1]);
    }

    private sealed class RandomPushes : IActionSource
    {
        public bool TryChoose(int step, ReadOnlySpan<double> observation, ref Xoshiro256PlusPlus random, Span<double> action)
        {
            action[0] = random.NextDouble() < 0.5 ? -1 : 1;
            return true;
        }
    }

    /// <summary>Adds actions up and ends above 5.</summary>
    private sealed class Counting(List<double> steps) : IControlProcess
    {
        public ControlShape Shape { get; } = new()
        {
            Name = "counting",
            StateDimension = 1,
            ActionLow = [0],
            ActionHigh = [9],
        };

        public void Reset(ReadOnlySpan<double> uniforms, Span<double> state) => state[0] = 0;

        public ControlStep Step(
            ReadOnlySpan<double> state, ReadOnlySpan<double> action, ReadOnlySpan<double> uniforms, Span<double> next)
        {
            steps.Add(action[0]);
            next[0] = state[0] + action[0];
            return new(action[0], next[0] > 5);
        }
    }
}
