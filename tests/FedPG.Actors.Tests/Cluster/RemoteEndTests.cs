using FedPG.Actors.Cluster;
using FedPG.Actors.Protocol;
using FedPG.Actors.Training;
using FedPG.Actors.Wire;
using FedPG.Asynchrony;
using FedPG.Control.Environments;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Participation;

namespace FedPG.Actors.Tests.Cluster;

public class RemoteEndTests
{
    [Fact]
    public void A_run_too_large_for_messages_is_refused_before_the_first_round()
    {
        RemoteEnd.RequireFit(parameters: 100_000_000, edges: 1);
        RemoteEnd.RequireFit(parameters: 1000, edges: 100_000);
        Should.Throw<SpecificationException>(() => RemoteEnd.RequireFit(parameters: 1_000_000, edges: 1000)).Message.ShouldBe(
            "runtime.edge-size: found 1000 edges with 1000000 parameters each, 8000000000 bytes; accepted: at most a gigabyte in a "
            + "cluster: a larger edge-size, or fewer parameters");
    }

    [Fact]
    public void Environments_that_no_node_can_build_are_refused_before_the_first_round()
    {
        var family = new Unregistered();
        var specification = Federations.Synthetic() with
        {
            Environments = family.Build(null).BuiltBy(family),
            Local = new LocalOptions { Steps = 2, Batch = 6, Horizon = 12, Baseline = GradientBaseline.Mean },
            Policy = new PolicyOptions { Family = "gaussian" },
            Entropy = new EntropyOptions { Threshold = ImprovementThreshold.None },
        };
        Should.Throw<SpecificationException>(() => RemoteEnd.RequireFit(new FederationPlan(specification)))
            .Message.ShouldContain("none of the catalogue's families");
    }

    [Fact]
    public void Tables_too_large_for_a_message_are_refused()
    {
        RemoteEnd.RequireTables(sizeof(double) * 360L * 1000 * 361);
        Should.Throw<SpecificationException>(() => RemoteEnd.RequireTables(2 * sizeof(double) * 400L * 1000 * 401))
            .Message.ShouldBe(
                "environment: found 2566400000 bytes of tables; accepted: at most a gigabyte in a cluster: fewer types, states or actions");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(100)]
    public void Worlds_count_by_what_a_message_has_of_them(int rows)
    {
        // As a table, the kernel of 10,000 states would have 3.2 gigabytes.
        var type = new GridworldEnvironment { Rows = rows, Columns = rows, Walls = [], Goal = [1, 1], Types = 1 }.Build(null).Types[0];
        long bytes = ProcessCodec.MostBytesOf(type);
        bytes.ShouldBeLessThan(3_000_000);
        (bytes + 1000L).ShouldBeGreaterThan(ProcessCodec.Encode(type).CalculateSize());
    }

    [Fact]
    public void A_message_may_have_the_factors_of_every_training_of_a_step()
    {
        var specification = Federations.Synthetic(agents: 5);
        var server = new ServerOptions { Mode = "asynchronous" };
        var participation = FederationCatalogue.Default.CreateParticipation(server, new FaultOptions());
        var plan = new FederationPlan(specification with { Mode = server.Mode, Participation = participation });
        var agents = Enumerable.Range(0, 5).ToDictionary(agent => agent, _ => new AgentRound
        {
            Attendance = Attendance.Counts,
            Broadcast = 1,
            Weight = 1,
            Trainings = new CountedTrainings(1, [.. Enumerable.Repeat(1.0, 1 + ServerStep.MostFurtherUpdates / 5)]),
        });
        var broadcast = new Broadcast(plan.Run, 1, [.. new double[plan.Algorithm.ParameterCount]], RoundAttendance.Except(1, 5, agents));
        Codec.Encode(new RoundAssignment(broadcast, [0])).Length.ShouldBeLessThan((int)RemoteEnd.MostBytesOf(plan));
    }

    private sealed class Unregistered : IEnvironmentFamily
    {
        public EnvironmentTypes Build(double? discount) => new LqrEnvironment().Build(discount);
    }
}
