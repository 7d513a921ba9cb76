using System.Collections.Immutable;
using CsCheck;
using FedPG.Actors.Tests.Wire;
using FedPG.Actors.Wire;
using FedPG.Checkpoints;
using FedPG.Federation;
using FedPG.Participation;
using FedPG.Policies;
using FedPG.Server;

namespace FedPG.Actors.Tests.Checkpoints;

public class CheckpointCodecTests
{
    private static readonly Gen<int> Counts = Gen.Int[0, int.MaxValue];

    private static readonly Gen<RoundTally> Tallies =
        from counts in Counts.Array[8]
        from seconds in TravellingMessages.Numbers
        select new RoundTally
        {
            Asked = counts[0],
            Late = counts[1],
            Stale = counts[2],
            Dropped = counts[3],
            Crashed = counts[4],
            Lost = counts[5],
            Refused = counts[6],
            Gone = counts[7],
            SimulatedSeconds = seconds,
        };

    private static readonly Gen<RoundTotals> Totals =
        from counts in Counts.Array[7]
        from sums in Gen.Long[0, long.MaxValue].Array[2]
        from masses in TravellingMessages.Numbers.Array[2]
        from tally in Tallies
        select new RoundTotals
        {
            Moved = new MassMoved(counts[0], masses[0]),
            MovedInAll = (sums[0], masses[1]),
            Participants = sums[1],
            EmptyRounds = counts[1],
            Repairs = new RoundRepairs { AskedAgain = counts[2], Duplicated = counts[3], Outdated = counts[4], Foreign = counts[5] },
            Tally = tally,
        };

    private static readonly Gen<FederationState> States =
        from round in Counts
        from parameters in TravellingMessages.Vectors
        from broadcasts in Gen.Select(Counts, TravellingMessages.Vectors).Array[0, 3]
        from server in Gen.Select(Gen.String, TravellingMessages.Vectors).Array[0, 3]
        from agents in TravellingMessages.States
        from schedule in Gen.Select(Gen.Bool, Counts, TravellingMessages.Vectors)
        from refusals in Gen.Select(Counts, Counts.Array[0, 4]).Array[0, 3]
        select new FederationState
        {
            Round = round,
            Parameters = parameters,
            Broadcasts = broadcasts.DistinctBy(entry => entry.Item1)
                .ToImmutableSortedDictionary(entry => entry.Item1, entry => entry.Item2),
            Server = server.Aggregate(ServerState.Empty, (all, vector) => all.With(vector.Item1, vector.Item2)),
            Agents = AgentStates.None.With(agents),
            Schedule = schedule.Item1 ? new ScheduleSnapshot(schedule.Item2, schedule.Item3) : null,
            Refusals = refusals.DistinctBy(entry => entry.Item1)
                .ToImmutableSortedDictionary(entry => entry.Item1, entry => entry.Item2.ToImmutableArray()),
        };

    private static readonly Gen<RunCheckpoint> Checkpoints =
        from fingerprint in Gen.String
        from state in States
        from totals in Totals
        from best in Gen.Select(Gen.Int[0, 2], Counts, TravellingMessages.Numbers, TravellingMessages.Numbers)
        from seconds in TravellingMessages.Numbers
        from records in Gen.Select(Gen.String, Gen.Byte.Array).Array[0, 3]
        from closing in Gen.Select(Gen.String, Gen.Byte.Array).Array[0, 3]
        select new RunCheckpoint
        {
            Fingerprint = fingerprint,
            State = state,
            Totals = totals,
            Best = best.Item1 == 0
                ? null
                : new BestRound(best.Item2, best.Item3, best.Item1 == 1 ? state.Parameters : [best.Item4, best.Item3]),
            ElapsedSeconds = seconds,
            Records = [.. records.Select(record => new RecordedText(record.Item1, record.Item2))],
            Closing = [.. closing.Select(record => new RecordedText(record.Item1, record.Item2))],
        };

    [Fact]
    public void Every_bit_of_a_checkpoint_survives_a_round_trip() =>
        Checkpoints.Sample(checkpoint => Bits.Of(CheckpointCodec.Decode(CheckpointCodec.Encode(checkpoint))).ShouldBe(Bits.Of(checkpoint)));

    [Fact]
    public void A_checkpoint_of_the_beginning_comes_back()
    {
        var checkpoint = new RunCheckpoint { Fingerprint = "", State = FederationState.Initial([]) };
        Bits.Of(CheckpointCodec.Decode(CheckpointCodec.Encode(checkpoint))).ShouldBe(Bits.Of(checkpoint));
    }

    [Fact]
    public void Bytes_that_are_not_a_checkpoint_are_refused_with_the_right_exception() =>
        Gen.Select(Checkpoints, Gen.Int[0, int.MaxValue], Gen.Byte.Array[0, 60]).Sample(
        (checkpoint, end, noise) =>
        {
            byte[] bytes = CheckpointCodec.Encode(checkpoint);
            ShouldBeReadOrRefused(bytes[..(end % bytes.Length)]);
            ShouldBeReadOrRefused(noise);
        });

    private static void ShouldBeReadOrRefused(byte[] bytes)
    {
        try
        {
            CheckpointCodec.Decode(bytes);
        }
        catch (MalformedMessageException)
        {
        }
    }
}
