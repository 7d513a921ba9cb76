using FedPG.Control.Processes;
using FedPG.Numerics;
using FedPG.Random;

namespace FedPG.Tests.Control.Processes;

public class SwimmerTests
{
    [Fact]
    public void Accelerations_are_those_of_an_independent_program()
    {
        double[] state = [0.3, -0.2, 0.3, -0.4, 1.1, 0.2, 0.7, -1.2, 0.4, 0.9];
        double[] rate = Rate(new Swimmer(4, normalDrag: 10, tangentialDrag: 0, torque: 1, step: 0.03), state, [0.5, -1, 2]);
        double[] expected = [-5.6767858756, 3.9124296414, 7.5366962813, -17.9222144432];
        for (int i = 0; i < 4; i++)
        {
            rate[2 + i].ShouldBe(state[6 + i]);
            rate[6 + i].ShouldBe(expected[i], 5.1e-11);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(7)]
    public void Without_drag_and_torque_energy_and_angular_momentum_stay(int links)
    {
        var swimmer = new Single(LaneProcess.Of(new Swimmer(links, 0, 0, torque: 2, step: 0.03)), Start(links));
        double energy = Energy(swimmer.State), momentum = Momentum(swimmer.State);
        for (int t = 0; t < 100; t++) swimmer.Step(new double[links - 1]);
        Energy(swimmer.State).ShouldBe(energy, 1e-7);
        Momentum(swimmer.State).ShouldBe(momentum, 1e-7);
    }

    [Theory]
    [InlineData(3, 7.5, 0.3)]
    [InlineData(6, 10, 0)]
    public void With_drag_energy_falls(int links, double normalDrag, double tangentialDrag)
    {
        var swimmer = new Single(LaneProcess.Of(new Swimmer(links, normalDrag, tangentialDrag, torque: 2, step: 0.03)), Start(links));
        for (int t = 0; t < 100; t++)
        {
            double before = Energy(swimmer.State);
            swimmer.Step(new double[links - 1]);
            Energy(swimmer.State).ShouldBeLessThan(before);
        }
    }

    /// <summary>Torques of a joint act on both of its links, so that without drag they change no momentum.</summary>
    [Fact]
    public void Torques_change_energy_but_no_momentum()
    {
        var swimmer = new Single(LaneProcess.Of(new Swimmer(3, 0, 0, torque: 2, step: 0.003)), Start(3));
        double energy = Energy(swimmer.State), momentum = Momentum(swimmer.State);
        double[] velocity = swimmer.State[..2];
        for (int t = 0; t < 20; t++) swimmer.Step(1, -0.5);
        Math.Abs(Energy(swimmer.State) - energy).ShouldBeGreaterThan(1e-3);
        Momentum(swimmer.State).ShouldBe(momentum, 1e-7);
        swimmer.State[..2].ShouldBe(velocity);
    }

    /// <summary>The sum of the links' kinetic energies, from the velocities of their centres.</summary>
    private static double Energy(double[] state) =>
        Links(state).Sum(link => (link.VelocityX * link.VelocityX + link.VelocityY * link.VelocityY + link.Spin * link.Spin / 12) / 2);

    /// <summary>The angular momentum about the centre of mass.</summary>
    private static double Momentum(double[] state) =>
        Links(state).Sum(link =>
            link.X * (link.VelocityY - state[1]) - link.Y * (link.VelocityX - state[0]) + link.Spin / 12);

    /// <summary>Centres and velocities of the links, from one joint to the next.</summary>
    private static List<(double X, double Y, double VelocityX, double VelocityY, double Spin)> Links(double[] state)
    {
        int n = state.Length / 2 - 1;
        var links = new List<(double X, double Y, double VelocityX, double VelocityY, double Spin)>();
        double x = 0, y = 0, vx = 0, vy = 0;
        for (int i = 0; i < n; i++)
        {
            double c = Math.Cos(state[2 + i]) / 2, s = Math.Sin(state[2 + i]) / 2, spin = state[2 + n + i];
            links.Add((x + c, y + s, vx - s * spin, vy + c * spin, spin));
            (x, y, vx, vy) = (x + 2 * c, y + 2 * s, vx - 2 * s * spin, vy + 2 * c * spin);
        }

        double meanX = links.Average(l => l.X), meanY = links.Average(l => l.Y);
        double meanVx = links.Average(l => l.VelocityX), meanVy = links.Average(l => l.VelocityY);
        return
        [
            .. links.Select(l =>
                (l.X - meanX, l.Y - meanY, l.VelocityX - meanVx + state[0], l.VelocityY - meanVy + state[1], l.Spin)),
        ];
    }

    private static double[] Start(int links)
    {
        var random = RandomStreams.For(StreamPurpose.Search, seed: (ulong)links);
        return [.. Enumerable.Range(0, 2 * links + 2).Select(_ => random.NextDouble() - 0.5)];
    }

    private static double[] Rate(Swimmer swimmer, double[] state, double[] input)
    {
        var rate = new Scalar[state.Length];
        swimmer.Rate([.. state.Select(x => (Scalar)x)], [.. input.Select(x => (Scalar)x)], rate.AsSpan());
        return [.. rate.Select(x => x.Value)];
    }
}
