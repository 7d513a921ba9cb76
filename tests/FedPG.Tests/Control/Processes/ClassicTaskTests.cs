using FedPG.Control.Processes;

namespace FedPG.Tests.Control.Processes;

/// <summary>Steps of Gymnasium's tasks, computed independently.</summary>
public class ClassicTaskTests
{
    [Fact]
    public void A_pendulum_pushed_along_its_velocity_turns_over()
    {
        var pendulum = new Single(LaneProcess.Of(new Pendulum(Length: 1, Mass: 1, Gravity: 10)), 1, 0.5);
        double sum = 0;
        for (int t = 1; t <= 200; t++)
        {
            double reward = pendulum.Step(pendulum.State[1] >= 0 ? 1 : -1);
            if (t == 1)
            {
                reward.ShouldBe(-1.029, 1e-12);
                ShouldBe(pendulum.State, [1.0715551620, 1.4311032386]);
            }

            if (t == 10) pendulum.State[1].ShouldBe(8);
            sum += reward;
        }

        sum.ShouldBe(-1681.17739253838, 1e-10 * 1681);
    }

    [Fact]
    public void A_car_pushed_along_its_velocity_reaches_the_goal_at_step_106()
    {
        var car = new Single(LaneProcess.Of(new MountainCar(Power: 0.0015, Gravity: 0.0025)), -0.5, 0);
        double sum = car.Step(1);
        ShouldBe(car.State, [-0.4986768430, 0.0013231570]);
        int steps = 1;
        for (; !car.Ended; steps++) sum += car.Step(car.State[1] >= 0 ? 1 : -1);
        steps.ShouldBe(106);
        sum.ShouldBe(89.4, 1e-10);
    }

    [Fact]
    public void The_left_wall_stops_a_car()
    {
        var car = new Single(LaneProcess.Of(new MountainCar(Power: 0.0015, Gravity: 0.0025)), -1.19, -0.05);
        car.Step(-1);
        car.State.ShouldBe([-1.2, 0]);
    }

    [Fact]
    public void An_acrobot_reaches_the_goal_by_pushing_along_its_second_velocity()
    {
        var acrobot = new Single(LaneProcess.Of(new Acrobot(1, 1, 1, 1)), 0.05, -0.05, 0.02, -0.02);
        acrobot.Step(Math.Sign(acrobot.State[2]));
        ShouldBe(acrobot.State, [0.033562907369, -0.009712580480, -0.179527527414, 0.412921095504], 5.1e-13);

        acrobot = new Single(LaneProcess.Of(new Acrobot(1, 1, 1, 1)), 0.05, -0.05, 0.02, -0.02);
        int steps = 0;
        double sum = 0;
        for (; !acrobot.Ended; steps++) sum += acrobot.Step(Math.Sign(acrobot.State[3]));
        steps.ShouldBe(73);
        sum.ShouldBe(-72);
    }

    [Fact]
    public void Angles_are_observed_as_cosine_and_sine()
    {
        double[] pendulum = new Single(LaneProcess.Of(new Pendulum(1, 1, 10)), 2, -3).Observation;
        ShouldBe(pendulum, [Math.Cos(2), Math.Sin(2), -3]);
        double[] acrobot = new Single(LaneProcess.Of(new Acrobot(1, 1, 1, 1)), 2, -1, 5, 6).Observation;
        ShouldBe(acrobot, [Math.Cos(2), Math.Sin(2), Math.Cos(-1), Math.Sin(-1), 5, 6]);
    }

    private static void ShouldBe(double[] found, double[] expected, double tolerance = 1e-10)
    {
        found.Length.ShouldBe(expected.Length);
        for (int i = 0; i < expected.Length; i++) found[i].ShouldBe(expected[i], tolerance);
    }
}
