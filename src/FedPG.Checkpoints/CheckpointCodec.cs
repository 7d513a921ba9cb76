using System.Collections.Immutable;
using FedPG.Actors.Wire;
using FedPG.Actors.Wire.Messages;
using FedPG.Federation;
using FedPG.Participation;
using FedPG.Policies;
using FedPG.Server;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace FedPG.Checkpoints;

/// <summary>Encodes checkpoints as bytes. Checksums belong to <see cref="CheckpointChain"/>.</summary>
internal static class CheckpointCodec
{
    public static byte[] Encode(RunCheckpoint checkpoint)
    {
        var state = checkpoint.State;
        var message = new CheckpointMessage
        {
            Fingerprint = checkpoint.Fingerprint,
            Round = state.Round,
            Totals = Encode(checkpoint.Totals),
            ElapsedSeconds = checkpoint.ElapsedSeconds,
        };
        message.Parameters.AddRange(state.Parameters.AsSpan());
        foreach (var (round, parameters) in state.Broadcasts)
        {
            var broadcast = new ParametersMessage { Round = round };
            broadcast.Parameters.AddRange(parameters.AsSpan());
            message.Broadcasts.Add(broadcast);
        }

        foreach (var (round, agents) in state.Refusals)
        {
            var refusals = new RefusalsMessage { Round = round };
            refusals.Agents.AddRange(agents);
            message.Refusals.Add(refusals);
        }

        message.Agents.AddRange(state.Agents.All.Select(Bytes.Of));
        foreach (var (name, numbers) in state.Server.Vectors)
        {
            var vector = new VectorMessage { Name = name };
            vector.Numbers.AddRange(numbers.AsSpan());
            message.Server.Add(vector);
        }

        if (state.Schedule is { } snapshot)
        {
            message.Schedule = new ScheduleMessage { Round = snapshot.Round };
            message.Schedule.Numbers.AddRange(snapshot.Numbers.AsSpan());
        }

        if (checkpoint.Best is { } best) message.Best = Encode(best, state);
        message.Records.AddRange(checkpoint.Records.Select(Encode));
        message.Closing.AddRange(checkpoint.Closing.Select(Encode));

        return message.ToByteArray();
    }

    /// <exception cref="MalformedMessageException">The bytes are not a checkpoint.</exception>
    public static RunCheckpoint Decode(ReadOnlySpan<byte> bytes)
    {
        CheckpointMessage message;
        try
        {
            message = CheckpointMessage.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new MalformedMessageException("a checkpoint is damaged", error);
        }

        if (message.Totals is not { Tally: not null }) throw new MalformedMessageException("a checkpoint is damaged: it has no totals");
        return new RunCheckpoint
        {
            Fingerprint = message.Fingerprint,
            State = new FederationState
            {
                Round = message.Round,
                Parameters = Bytes.Numbers(message.Parameters),
                Broadcasts = message.Broadcasts.ToImmutableSortedDictionary(
                    earlier => earlier.Round, earlier => Bytes.Numbers(earlier.Parameters)),
                Server = message.Server.Aggregate(
                    ServerState.Empty, (all, vector) => all.With(vector.Name, Bytes.Numbers(vector.Numbers))),
                Agents = States(message),
                Schedule = message.Schedule is { } snapshot
                    ? new ScheduleSnapshot(snapshot.Round, Bytes.Numbers(snapshot.Numbers))
                    : null,
                Refusals = message.Refusals.ToImmutableSortedDictionary(
                    refusals => refusals.Round, refusals => refusals.Agents.ToImmutableArray()),
            },
            Totals = Decode(message.Totals),
            Best = message.Best is { } best ? Decode(best, message.Parameters) : null,
            ElapsedSeconds = message.ElapsedSeconds,
            Records = [.. message.Records.Select(Decode)],
            Closing = [.. message.Closing.Select(Decode)],
        };
    }

    private static AgentStates States(CheckpointMessage message) =>
        message.Agents.FirstOrDefault(state => state.Agent < 0) is { } wrong
            ? throw new MalformedMessageException(
                FormattableString.Invariant($"a checkpoint is damaged: it has a state of agent {wrong.Agent}"))
            : AgentStates.None.With([.. message.Agents.Select(Bytes.State)]);

    private static BestRoundMessage Encode(BestRound best, FederationState state)
    {
        var message = new BestRoundMessage { Round = best.Round, Objective = best.Objective };
        if (best.Parameters != state.Parameters) message.Parameters.AddRange(best.Parameters.AsSpan());
        return message;
    }

    private static BestRound Decode(BestRoundMessage best, RepeatedField<double> ofState) =>
        new(best.Round, best.Objective, Bytes.Numbers(best.Parameters.Count > 0 ? best.Parameters : ofState));

    private static RecordMessage Encode(RecordedText record) =>
        new() { File = record.File, Text = UnsafeByteOperations.UnsafeWrap(record.Text) };

    private static RecordedText Decode(RecordMessage record) => new(record.File, record.Text.Memory);

    private static TotalsMessage Encode(RoundTotals totals) => new()
    {
        Raised = totals.Moved.Raised,
        Mass = totals.Moved.Mass,
        AllRaised = totals.MovedInAll.Raised,
        AllMass = totals.MovedInAll.Mass,
        Participants = totals.Participants,
        EmptyRounds = totals.EmptyRounds,
        Repairs = Bytes.Of(totals.Repairs),
        Tally = new TallyMessage
        {
            Asked = totals.Tally.Asked,
            Late = totals.Tally.Late,
            Stale = totals.Tally.Stale,
            Dropped = totals.Tally.Dropped,
            Crashed = totals.Tally.Crashed,
            Lost = totals.Tally.Lost,
            Refused = totals.Tally.Refused,
            Gone = totals.Tally.Gone,
            SimulatedSeconds = totals.Tally.SimulatedSeconds,
        },
    };

    private static RoundTotals Decode(TotalsMessage totals) => new()
    {
        Moved = new MassMoved((int)totals.Raised, totals.Mass),
        MovedInAll = (totals.AllRaised, totals.AllMass),
        Participants = totals.Participants,
        EmptyRounds = totals.EmptyRounds,
        Repairs = Bytes.Repairs(totals.Repairs),
        Tally = new RoundTally
        {
            Asked = totals.Tally.Asked,
            Late = totals.Tally.Late,
            Stale = totals.Tally.Stale,
            Dropped = totals.Tally.Dropped,
            Crashed = totals.Tally.Crashed,
            Lost = totals.Tally.Lost,
            Refused = totals.Tally.Refused,
            Gone = totals.Tally.Gone,
            SimulatedSeconds = totals.Tally.SimulatedSeconds,
        },
    };
}
