using FedPG.Control;
using FedPG.Control.Environments;
using FedPG.Control.Processes;
using FedPG.Control.Trajectories;

namespace FedPG.Tests.Control;

/// <summary>Where swimmers are.</summary>
public class SwimmerBodyTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Links_have_the_length_1_and_their_centres_the_centre_of_mass_as_mean(int links)
    {
        var (body, trajectory) = Swim(links);
        foreach (int t in (int[])[0, 7, trajectory.Length])
        {
            var joints = body.Joints(t);
            var lengths = joints.Skip(1).Zip(joints, (to, from) => Math.Sqrt(Square(to.X - from.X) + Square(to.Y - from.Y)));
            lengths.ShouldAllBe(length => Math.Abs(length - 1) < 1e-12);
            var centres = joints.Skip(1).Zip(joints, (to, from) => (X: (to.X + from.X) / 2, Y: (to.Y + from.Y) / 2)).ToArray();
            centres.Average(centre => centre.X).ShouldBe(body.Centre(t).X, 1e-12);
            centres.Average(centre => centre.Y).ShouldBe(body.Centre(t).Y, 1e-12);
        }

        static double Square(double x) => x * x;
    }

    [Fact]
    public void The_way_of_the_centre_of_mass_is_the_sum_of_its_velocities()
    {
        // The reward is the velocity less a cost of the actions, which are 0 here.
        var (body, trajectory) = Swim(3, force: 0);
        double way = 0.03 * trajectory.UndiscountedReturn;
        double corners = 0.03 * (trajectory.State(0)[0] - trajectory.State(trajectory.Length)[0]) / 2;
        body.Centre(trajectory.Length).X.ShouldBe(way + corners, 1e-12);
        body.Centre(0).ShouldBe((0, 0));
    }

    private static (SwimmerBody Body, Trajectory Trajectory) Swim(int links, double force = 0.7)
    {
        var environments = (ControlEnvironments)new SwimmerEnvironment { Links = links }.Build(null);
        double[] actions = [.. Enumerable.Range(0, 40 * (links - 1)).Select(i => i % 3 == 0 ? force : -force)];
        var trajectory = new TrajectoryRecorder(environments, type: 0, seed: 4).Record(new GivenActions(actions), episode: 0, steps: 40);
        trajectory.Length.ShouldBe(40);
        return (new SwimmerBody(((LaneProcess<Swimmer>)environments.Types[0]).Dynamics, trajectory), trajectory);
    }
}
