using FedPG.Federation;
using FedPG.TestKit.Recording;

namespace FedPG.TestKit.Tests;

public class RoundRecordTests
{
    private static readonly RoundRecord Record = new(
        new RoundOutcome(3, [], Participants: 2, default, default) { Repairs = new RoundRepairs { AskedAgain = 2 } },
        [new AveragedUpdate(2, Broadcast: 3, Weight: 1), new AveragedUpdate(0, Broadcast: 3, Weight: 1)],
        Refused: [1]);

    [Fact]
    public void True_expectations_pass() => Record.ShouldHaveAveragedExactly(0, 2).ShouldHaveRefused(1).ShouldHaveAskedAgain(2);

    [Theory]
    [InlineData(new[] { 0 }, "round 3 should have averaged the updates of agents 0; it averaged the updates of agents 0, 2")]
    [InlineData(new[] { 0, 2, 2 }, "round 3 should have averaged the updates of agents 0, 2, 2; it averaged the updates of agents 0, 2")]
    [InlineData(new int[0], "round 3 should have averaged the updates of no agent; it averaged the updates of agents 0, 2")]
    public void Another_average_fails_and_shows_both(int[] expected, string message) =>
        Should.Throw<FederationAssertionException>(() => Record.ShouldHaveAveragedExactly(expected)).Message.ShouldBe(message);

    [Fact]
    public void Other_refusals_and_repetitions_fail()
    {
        Should.Throw<FederationAssertionException>(() => Record.ShouldHaveRefused()).Message
            .ShouldBe("round 3 should have refused the updates of no agent; it refused the updates of agents 1");
        Should.Throw<FederationAssertionException>(() => Record.ShouldHaveAskedAgain(0)).Message
            .ShouldBe("round 3 should have asked again 0 times, and did 2 times");
    }
}
