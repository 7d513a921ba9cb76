using System.Collections.Immutable;
using Akka.Actor;
using CsCheck;
using FedPG.Actors.Protocol;
using FedPG.Actors.Wire;
using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Participation;

namespace FedPG.Actors.Tests.Wire;

/// <summary>Generators for every kind of message sent between processes, with any valid content.</summary>
internal static class TravellingMessages
{
    /// <summary>Doubles with arbitrary bits: infinities, −0 and NaN with any payload.</summary>
    public static readonly Gen<double> Numbers =
        Gen.OneOf(Gen.ULong.Select(BitConverter.UInt64BitsToDouble), Gen.Double[-1, 1], Gen.Const(-0.0));

    public static readonly Gen<ImmutableArray<double>> Vectors = Numbers.Array[0, 40].Select(numbers => numbers.ToImmutableArray());

    public static readonly Gen<ImmutableArray<AgentState>> States =
        from vectors in Vectors.Array[0, 5]
        select vectors.Select((numbers, agent) => new AgentState(3 * agent, numbers)).ToImmutableArray();

    private static readonly Gen<RunId> Runs = Gen.Guid.Select(value => new RunId(value));

    private static readonly Gen<ImmutableArray<int>> Edges = Gen.Int[0, 1 << 20].Array[0, 9].Select(edges => edges.ToImmutableArray());

    private static readonly Gen<RoundRepairs> Repairs = Gen.Select(
        Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3], (again, twice, old, foreign) =>
            new RoundRepairs { AskedAgain = again, Duplicated = twice, Outdated = old, Foreign = foreign });

    private static readonly Gen<Exception> Failures = Gen.OneOf<Exception>(
        Gen.String.Select(text => (Exception)new InvalidOperationException(text)),
        Gen.String.Select(text => (Exception)new ActorKilledException(text)),
        Gen.Select(Gen.String, Gen.String, (kind, text) => (Exception)new RemoteFailure(kind, text)));

    private static readonly Gen<RoundAssignment> Assignments =
        from run in Runs
        from round in Gen.Int[1, int.MaxValue - 1]
        from parameters in Vectors
        from edges in Edges
        from rounds in Gen.Int[0, round - 1].Array[0, 3]
        from vectors in Vectors.Array[rounds.Length]
        let earlier = rounds.Zip(vectors)
            .DistinctBy(entry => entry.First)
            .ToImmutableDictionary(entry => entry.First, entry => entry.Second)
        from attendance in Attendances(round, [.. earlier.Keys])
        from exchange in Gen.Int[1, int.MaxValue]
        from phase in Gen.Int[0, 3]
        from states in States
        let broadcast = new Broadcast(run, exchange, parameters, attendance)
        {
            Earlier = earlier,
            Phase = phase,
            States = AgentStates.None.With([.. states.Where(state => state.Agent < attendance.Agents)]),
        }
        select new RoundAssignment(broadcast, edges);

    private static readonly Gen<PartialAggregate> Parts =
        from level in Gen.Int[0, 31]
        from index in Gen.Int[0, 1 << 20]
        from numbers in Vectors
        from updates in Gen.Int[0, 64]
        from weight in Numbers
        from squares in Numbers
        select new PartialAggregate(level, index)
        {
            Numbers = updates == 0 && numbers.Length == 0 ? null : [.. numbers],
            Updates = updates,
            Weight = weight,
            Squares = squares,
        };

    private static readonly Gen<NodeUpdate> Updates =
        from run in Runs
        from round in Gen.Int
        from parts in Parts.Array[0, 4]
        from refused in Edges
        from repairs in Repairs
        from states in States
        select new NodeUpdate(run, round, [.. parts]) { Refused = refused, Repairs = repairs, States = states };

    private static readonly Gen<HostRun> Hosts =
        from run in Runs
        from node in Gen.Int[0, 100]
        from watchdog in Gen.Long[0, long.MaxValue]
        from seed in Gen.Long
        from actions in Gen.Int[2, 5]
        select new HostRun(run, node, Specification(actions) with { Seed = seed }, watchdog == 0 ? null : TimeSpan.FromTicks(watchdog));

    private static readonly Gen<Chunk> Chunks =
        from transfer in Gen.Long
        from count in Gen.Int[1, int.MaxValue]
        from index in Gen.Int[0, count - 1]
        from manifest in Gen.String
        from part in Gen.Byte.Array[0, 50]
        select new Chunk(transfer, index, count, manifest, part);

    /// <summary>One generator per kind of message.</summary>
    public static readonly ImmutableArray<Gen<object>> Kinds =
    [
        Assignments.Select(Any),
        Updates.Select(Any),
        Gen.Select(Runs, Gen.Int, Edges, (run, round, edges) => new RoundInquiry(run, round, edges)).Select(Any),
        Gen.Select(Runs, Gen.Int, Edges, (run, round, edges) => new EdgesUnknown(run, round, edges)).Select(Any),
        Gen.Select(Runs, Gen.Int, Gen.Int, Failures, (run, round, node, reason) => new NodeLost(run, round, node, reason)).Select(Any),
        Gen.Select(
            Runs, Gen.Int, Gen.Int[-1, 3], Failures,
            (run, round, agent, reason) => new RoundFailed(run, round, agent < 0 ? null : agent, reason))
            .Select(Any),
        Hosts.Select(Any),
        Runs.Select(run => new RunHosted(run)).Select(Any),
        Gen.Select(Runs, Gen.String, (run, reason) => new RunRefused(run, reason)).Select(Any),
        Runs.Select(run => new EndRun(run)).Select(Any),
        Chunks.Select(Any),
    ];

    public static readonly Gen<object> All = Gen.OneOf([.. Kinds]);

    /// <summary>A run on a small environment.</summary>
    public static FederationSpecification Specification(int actions = 3) => new()
    {
        Environments = new SyntheticEnvironment { States = 2, Actions = actions }.Build(null),
    };

    private static Gen<RoundAttendance> Attendances(int round, int[] earlier)
    {
        int[] broadcasts = [round, .. earlier];
        var everyone = Gen.Int[1, 1000].Select(agents => RoundAttendance.Everyone(round, agents, 0));
        var work =
            from attendance in Gen.Enum<Attendance>()
            from which in Gen.Int[0, broadcasts.Length - 1]
            from weight in Gen.Double[0, 1]
            from crashes in Gen.Int[1, 9].Array[0, 3]
            from isFatal in Gen.Bool
            from first in Gen.Int[1, 1000]
            from scales in Gen.Double[0, 10].Array[0, 3]
            select new AgentRound
            {
                Attendance = attendance,
                Broadcast = broadcasts[which],
                Weight = weight,
                Crashes = [.. crashes],
                IsLastCrashFatal = isFatal,
                Trainings = scales.Length == 0 ? null : new CountedTrainings(first, [.. scales]),
            };
        var various = Gen.OneOf(work, Gen.Const(AgentRound.Present(round))).Array[1, 12]
            .Select(agents => RoundAttendance.Of(round, [.. agents], [], default));
        return Gen.OneOf(everyone, various);
    }

    private static object Any(object message) => message;
}
