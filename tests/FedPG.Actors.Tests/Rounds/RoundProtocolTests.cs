using CsCheck;
using FedPG.Participation;

namespace FedPG.Actors.Tests.Rounds;

/// <summary>Whatever the network does, a round's result is a function of its attendance.</summary>
public class RoundProtocolTests
{
    private static readonly Gen<AgentRound> Agents =
        from attendance in Gen.Enum<Attendance>()
        from crashes in Gen.Int[0, 2]
        let isAsked = attendance is Attendance.Counts or Attendance.Loses
        let count = attendance == Attendance.Loses ? crashes + 1 : isAsked ? crashes : 0
        select new AgentRound { Attendance = attendance, Broadcast = 7, Weight = 1, Crashes = [.. Enumerable.Repeat(1, count)] };

    private static readonly Gen<(AgentRound[] Agents, bool[] Poisoned)> Rounds =
        from agents in Agents.Array[1, 6]
        from poison in Gen.Int[0, 5].Array[agents.Length]
        select (agents, poison.Select(p => p == 0).ToArray());

    private static readonly Gen<int[]> Choices = Gen.Int[0, 1000].Array[0, 60];

    [Fact]
    public void A_round_closes_once_with_each_expected_part_once_and_is_never_stuck() => Gen.Select(Rounds, Choices).Sample(
        (round, choices) =>
        {
            var simulated = Play(round, choices);
            bool asksNobody = round.Agents.All(agent => !agent.Trains);
            simulated.State.IsClosed.ShouldBeTrue();
            simulated.Closings.ShouldBe(asksNobody ? 0 : 1);
            simulated.Accepted.Order().ShouldBe(simulated.Expected);
        },
        iter: 100_000,
        threads: 2);

    [Fact]
    public void The_parts_do_not_depend_on_what_the_network_did() => Gen.Select(Rounds, Choices, Choices).Sample(
        (round, one, other) => Play(round, one).Accepted.Order().ShouldBe(Play(round, other).Accepted.Order()),
        iter: 20_000,
        threads: 2);

    [Fact]
    public void At_every_step_each_expected_part_was_accepted_at_most_once() => Gen.Select(Rounds, Choices).Sample(
        (round, choices) =>
        {
            var simulated = new SimulatedRound(round.Agents, round.Poisoned);
            for (int i = 0; i + 1 < choices.Length; i += 2)
            {
                simulated.Disturb(choices[i], choices[i + 1]);
                simulated.State.IsClosed.ShouldBe(simulated.Closings == 1 || round.Agents.All(agent => !agent.Trains));
                simulated.Accepted.Distinct().Count().ShouldBe(simulated.Accepted.Count);
                simulated.Accepted.ShouldBeSubsetOf(simulated.Expected);
            }
        },
        iter: 20_000,
        threads: 2);

    private static SimulatedRound Play((AgentRound[] Agents, bool[] Poisoned) round, int[] choices)
    {
        var simulated = new SimulatedRound(round.Agents, round.Poisoned);
        for (int i = 0; i + 1 < choices.Length; i += 2) simulated.Disturb(choices[i], choices[i + 1]);
        simulated.Settle(choices);
        return simulated;
    }
}
