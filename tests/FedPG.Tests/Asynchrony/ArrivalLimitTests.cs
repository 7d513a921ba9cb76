using FedPG.Asynchrony;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Participation;

namespace FedPG.Tests.Asynchrony;

/// <summary>Orders of arrivals without an end are refused instead of computed.</summary>
public class ArrivalLimitTests
{
    [Fact]
    public void A_step_that_waits_too_long_for_a_slow_agent_is_refused() => Should
        .Throw<SpecificationException>(() => Start("malenia", new StragglerOptions { Slowness = [1e-9, 1e9] }).Next([]))
        .Message.ShouldBe(
            "server.mode: found step 1 with more than 1048578 updates; accepted: fewer: agents whose times differ less (faults.straggler), "
            + "or another mode");

    [Theory]
    [InlineData(1e-9)]
    [InlineData(0)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void A_training_that_does_not_move_the_clock_is_refused(double slowness)
    {
        var participation = new AsynchronousParticipation(
            "asynchronous", new FedPG.Asynchrony.Asynchronous(new AsynchronousOptions()), [new Pause(slowness)], NetworkOptions.None);
        var schedule = participation.Start(new ScheduleKey(0, Agents: 1, LocalSteps: 1));
        schedule.Next([]).Tally.SimulatedSeconds.ShouldBe(1e9);
        Should.Throw<SpecificationException>(() => schedule.Next([]))
            .Message.ShouldStartWith("faults.straggler: found a training of ");
    }

    [Theory]
    [InlineData("asynchronous")]
    [InlineData("rennala")]
    [InlineData("malenia")]
    public void More_updates_per_step_than_the_limit_are_refused(string mode)
    {
        const int TooMany = 1 + (1 << 20);
        object options = mode switch
        {
            "asynchronous" => new AsynchronousOptions { Buffer = TooMany },
            "rennala" => new RennalaOptions { Updates = TooMany },
            _ => new MaleniaOptions { Updates = TooMany },
        };
        Should.Throw<SpecificationException>(() => Start(mode, new StragglerOptions(), options))
            .Message.ShouldEndWith("found 1048577; accepted: a number from 1 to 1048576");
    }

    [Theory]
    [InlineData(3, 300_000)]
    [InlineData(7, 99_999)]
    public void Rounding_does_not_add_up_over_the_arrivals_of_a_step(int agents, int each)
    {
        var step = new ServerStep(1, agents);
        for (int n = 1; n <= each; n++)
        {
            for (int agent = 0; agent < agents; agent++) step.Add(agent, new Training(1, n, 1, n, 1), 1);
        }

        step.Progress.HarmonicMean.ShouldBe(each, 1e-14 * each);
    }

    private static IRoundSchedule Start(string mode, StragglerOptions straggler, params object[] options) => FederationCatalogue.Default
        .CreateParticipation(
            new ServerOptions { Mode = mode, Modes = ExtensionOptions.Of(options) }, new FaultOptions { Straggler = straggler })
        .Start(new ScheduleKey(0, Agents: 2, LocalSteps: 1));

    /// <summary>The first training takes 10⁹ seconds, the others as given.</summary>
    private sealed class Pause(double slowness) : IFault, IFaultProcess
    {
        public bool OnlyTakesTime => true;

        public IFaultProcess Start(ScheduleKey key) => this;

        public void Apply(int round, int agent, double start, ref AgentFate fate) => fate.Slowness = round == 1 ? 1e9 : slowness;
    }
}
