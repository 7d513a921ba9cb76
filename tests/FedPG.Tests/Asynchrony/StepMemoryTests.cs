using CsCheck;
using FedPG.Asynchrony;
using FedPG.Participation;

namespace FedPG.Tests.Asynchrony;

/// <summary>What steps of the server share, against plain lists.</summary>
public class StepMemoryTests
{
    [Fact]
    public void Rounds_share_blocks_and_keep_what_they_were() =>
        (from agents in Gen.Int[1, 700]
         let changes = Gen.Select(Gen.Int[0, agents - 1], Gen.Int[1, 3]).List[0, 5]
         from rounds in changes.List[1, 6]
         select (agents, rounds))
        .Sample(
            c =>
            {
                var (parts, plain) = (new SuccessiveRounds(c.agents), new AgentRound[c.agents]);
                var frozen = new List<(RoundAttendance Round, AgentRound[] Plain)>();
                foreach (var changes in c.rounds)
                {
                    foreach (var (agent, broadcast) in changes) parts[agent] = plain[agent] = AgentRound.Present(broadcast);
                    frozen.Add((RoundAttendance.Of(1, parts, [], [], default), [.. plain]));
                }

                foreach (var (round, expected) in frozen)
                    Enumerable.Range(0, c.agents).Select(agent => round[agent]).ShouldBe(expected);
            },
            iter: 200);

    [Fact]
    public void Versions_in_use_are_those_of_the_trainings_under_way() => Gen.Int[-9, 9].List[0, 60].Sample(
        steps =>
        {
            var (versions, plain) = (new VersionsInUse(), new List<int>());
            foreach (int step in steps)
            {
                if (step > 0)
                {
                    versions.Add(step);
                    plain.Add(step);
                }
                else if (plain.Remove(-step))
                {
                    versions.Remove(-step);
                }

                versions.Rounds.ShouldBe(plain.Distinct().Order());
            }
        },
        iter: 500);
}
