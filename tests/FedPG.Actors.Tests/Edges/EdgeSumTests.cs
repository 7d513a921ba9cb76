using CsCheck;
using FedPG.Actors.Edges;
using FedPG.Actors.Protocol;
using FedPG.Actors.Rounds;
using FedPG.Actors.Runtime;
using FedPG.TestKit;

namespace FedPG.Actors.Tests.Edges;

public class EdgeSumTests
{
    private const int Agents = 6;

    /// <summary>Updates of agents come in any order, some are refused, and what can be added is added after any of them.</summary>
    [Fact]
    public void The_sum_has_the_bits_of_the_sum_in_agent_order()
    {
        var specification = Federations.Synthetic(Agents, edgeSize: Agents);
        using var plan = new FederationPlan(specification);
        var broadcast = new TestFederation(specification).Broadcast(round: 1);
        int parameters = broadcast.Parameters.Length;
        var arrival = Gen.Select(Gen.Shuffle(Enumerable.Range(0, Agents).ToArray()), Gen.Double[-1, 1].Array[Agents], Gen.Bool.Array[Agents], Gen.Bool.Array[Agents]);
        arrival.Sample((order, values, areSound, areAdvanced) =>
        {
            var sum = new EdgeSum(plan, edge: 0, new Crews(plan, edge: 0));
            sum.Begin();
            var round = RoundState.Open(broadcast.Run, broadcast.Round, RoundExpectation.Everyone(Agents));
            foreach (int agent in order)
            {
                double[] numbers = [.. Enumerable.Repeat(areSound[agent] ? values[agent] : double.NaN, parameters)];
                var update = AgentUpdate.Of(agent, [.. numbers], broadcast);
                update.IsSound.ShouldBe(areSound[agent]);
                if (update.IsSound) sum.Keep(agent, update);
                else sum.Refuse(agent);
                (round, _) = round.Apply(RoundEvent.Reported(broadcast.Run, broadcast.Round, agent));
                if (areAdvanced[agent]) sum.Advance(broadcast, round);
            }

            var answer = sum.Take(broadcast, round);
            var sound = Enumerable.Range(0, Agents).Where(agent => areSound[agent]).ToList();
            answer.Updates.ShouldBe(sound.Count);
            answer.Weight.ShouldBe(sound.Count);
            answer.Refused.ShouldBe(Enumerable.Range(0, Agents).Except(sound));
            answer.Partial.ShouldBe(Enumerable.Repeat(sound.Aggregate(0.0, (total, agent) => total + values[agent]), parameters));
        });
    }

    /// <summary>Somebody else's sum of the first agents comes at any time among all updates, of which it may have some that have been added already.</summary>
    [Fact]
    public void It_goes_on_from_a_sum_of_the_first_agents()
    {
        var specification = Federations.Synthetic(Agents, edgeSize: Agents);
        using var plan = new FederationPlan(specification);
        var broadcast = new TestFederation(specification).Broadcast(round: 1);
        int parameters = broadcast.Parameters.Length;
        Gen.Select(Gen.Shuffle(Enumerable.Range(0, Agents).ToArray()), Gen.Double[-1, 1].Array[Agents], Gen.Int[1, Agents], Gen.Int[0, Agents]).Sample((order, values, led, time) =>
        {
            AgentUpdate[] updates = [.. values.Select((value, agent) => AgentUpdate.Of(agent, [.. Enumerable.Repeat(value, parameters)], broadcast))];
            var leading = new LeadingSum(plan.Aggregator, broadcast, first: 0);
            for (int agent = 0; agent < led; agent++) leading.Add(updates[agent]);
            var sum = new EdgeSum(plan, edge: 0, new Crews(plan, edge: 0));
            sum.Begin();
            var round = RoundState.Open(broadcast.Run, broadcast.Round, RoundExpectation.Everyone(Agents));
            for (int i = 0; i <= Agents; i++)
            {
                if (i == time)
                {
                    (round, _) = round.ReportBelow(broadcast.Run, broadcast.Round, led, led);
                    sum.Lead(leading);
                }

                if (i == Agents) break;
                (round, var decision) = round.Apply(RoundEvent.Reported(broadcast.Run, broadcast.Round, order[i]));
                if (decision.Action == RoundAction.Accept) sum.Keep(order[i], updates[order[i]]);
                sum.Advance(broadcast, round);
            }

            var answer = sum.Take(broadcast, round);
            answer.Updates.ShouldBe(Agents);
            answer.Weight.ShouldBe(Agents);
            answer.Squares.ShouldBe(updates.Aggregate(0.0, (total, update) => total + update.SquaredDistance));
            answer.Partial.ShouldBe(Enumerable.Repeat(values.Aggregate(0.0, (total, value) => total + value), parameters));
        });
    }
}
