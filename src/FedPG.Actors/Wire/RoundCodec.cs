using System.Collections.Immutable;
using FedPG.Actors.Protocol;
using FedPG.Actors.Wire.Messages;
using FedPG.Aggregation;
using FedPG.Federation;
using FedPG.Participation;
using Google.Protobuf;

namespace FedPG.Actors.Wire;

/// <summary>Encodes and decodes the messages of a round between the server and its nodes.</summary>
internal static class RoundCodec
{
    /// <summary>
    /// More agents than fit into any machine's memory, but few enough that a peer cannot exhaust memory by sending a large number.
    /// </summary>
    public const int MostAgents = 1 << 24;

    public static IMessage Encode(RoundAssignment assignment)
    {
        var (broadcast, attendance) = (assignment.Broadcast, assignment.Broadcast.Attendance);
        var message = new AssignmentMessage
        {
            Run = Bytes.Of(assignment.Run),
            Round = attendance.Round,
            Agents = attendance.Agents,
            Everyone = attendance.IsEveryone,
            Exchange = assignment.Round == attendance.Round ? 0 : assignment.Round,
            Phase = broadcast.Phase,
            States = { broadcast.States.All.Select(Bytes.Of) },
        };
        message.Parameters.AddRange(broadcast.Parameters.AsSpan());
        message.Edges.AddRange(assignment.Edges);
        foreach (var (round, parameters) in broadcast.Earlier)
        {
            var earlier = new ParametersMessage { Round = round };
            earlier.Parameters.AddRange(parameters.AsSpan());
            message.Earlier.Add(earlier);
        }

        if (!attendance.IsEveryone) message.Work.AddRange(Exceptions(attendance));
        return message;
    }

    public static RoundAssignment DecodeAssignment(ReadOnlySpan<byte> bytes)
    {
        var message = AssignmentMessage.Parser.ParseFrom(bytes);
        int exchange = message.Exchange == 0 ? message.Round : message.Exchange;
        if (message.Agents > MostAgents) throw new ArgumentException(FormattableString.Invariant($"{message.Agents} agents"));
        if (message.States.Any(state => state.Agent >= message.Agents)) throw new ArgumentException("the state of an unknown agent");
        var broadcast = new Broadcast(Bytes.Run(message.Run), exchange, Bytes.Numbers(message.Parameters), Attendance(message))
        {
            Phase = message.Phase,
            States = AgentStates.None.With([.. message.States.Select(Bytes.State)]),
            Earlier = message.Earlier.ToImmutableDictionary(earlier => earlier.Round, earlier => Bytes.Numbers(earlier.Parameters)),
        };
        return new RoundAssignment(broadcast, [.. message.Edges]);
    }

    public static IMessage Encode(NodeUpdate update)
    {
        var message = new NodeUpdateMessage { Run = Bytes.Of(update.Run), Round = update.Round, Repairs = Bytes.Of(update.Repairs) };
        message.Refused.AddRange(update.Refused);
        message.States.AddRange(update.States.Select(Bytes.Of));
        foreach (var part in update.Parts)
        {
            var own = new PartMessage
            {
                Level = part.Level,
                Index = part.Index,
                Updates = part.Updates,
                Weight = part.Weight,
                Squares = part.Squares,
            };
            if (part.Numbers is not null) own.Numbers.AddRange(part.Numbers);
            message.Parts.Add(own);
        }

        return message;
    }

    public static NodeUpdate DecodeUpdate(ReadOnlySpan<byte> bytes)
    {
        var message = NodeUpdateMessage.Parser.ParseFrom(bytes);
        var parts = message.Parts.Select(part => new PartialAggregate(part.Level, part.Index)
        {
            Numbers = part.Updates == 0 && part.Numbers.Count == 0 ? null : [.. part.Numbers],
            Updates = part.Updates,
            Weight = part.Weight,
            Squares = part.Squares,
        });
        return new NodeUpdate(Bytes.Run(message.Run), message.Round, [.. parts])
        {
            Refused = [.. message.Refused],
            States = [.. message.States.Select(Bytes.State)],
            Repairs = Bytes.Repairs(message.Repairs),
        };
    }

    public static IMessage Encode(RunId run, int round, ImmutableArray<int> edges)
    {
        var message = new InquiryMessage { Run = Bytes.Of(run), Round = round };
        message.Edges.AddRange(edges);
        return message;
    }

    public static RoundInquiry DecodeInquiry(ReadOnlySpan<byte> bytes)
    {
        var message = InquiryMessage.Parser.ParseFrom(bytes);
        return new RoundInquiry(Bytes.Run(message.Run), message.Round, [.. message.Edges]);
    }

    /// <summary>The agents whose work differs from ordinary participation.</summary>
    private static IEnumerable<AgentWorkMessage> Exceptions(RoundAttendance attendance)
    {
        for (int agent = 0; agent < attendance.Agents; agent++)
        {
            var work = attendance[agent];
            if (work == AgentRound.Present(attendance.Round)) continue;
            var message = new AgentWorkMessage
            {
                Agent = agent,
                Attendance = (int)work.Attendance,
                Broadcast = work.Broadcast,
                Weight = work.Weight,
                IsLastCrashFatal = work.IsLastCrashFatal,
            };
            if (work.CrashCount > 0) message.Crashes.AddRange(work.Crashes);
            if (work.Trainings is { } trainings)
            {
                message.FirstTraining = trainings.First;
                message.Scales.AddRange(trainings.Scales);
            }

            yield return message;
        }
    }

    private static RoundAttendance Attendance(AssignmentMessage message)
    {
        if (message.Everyone) return RoundAttendance.Everyone(message.Round, message.Agents, simulatedSeconds: 0);
        var broadcasts = message.Earlier.Select(earlier => earlier.Round).Append(message.Round).ToHashSet();
        return RoundAttendance.Except(
            message.Round, message.Agents,
            message.Work.Select(work => KeyValuePair.Create(work.Agent, Work(work, message.Agents, broadcasts))));
    }

    private static AgentRound Work(AgentWorkMessage message, int agents, HashSet<int> broadcasts)
    {
        var work = new AgentRound
        {
            Attendance = Bytes.Option<Attendance>(message.Attendance),
            Broadcast = message.Broadcast,
            Weight = message.Weight,
            Crashes = message.Crashes.Count == 0 ? default : [.. message.Crashes],
            IsLastCrashFatal = message.IsLastCrashFatal,
            Trainings = message.Scales.Count == 0 ? null : new CountedTrainings(message.FirstTraining, [.. message.Scales]),
        };
        bool isSound = (uint)message.Agent < (uint)agents && double.IsFinite(work.Weight)
            && message.Scales.All(double.IsFinite)
            && (!work.Trains || broadcasts.Contains(work.Broadcast));
        return isSound
            ? work
            : throw new ArgumentException(
                FormattableString.Invariant(
                    $"agent {message.Agent} of {agents}: {work.Attendance}, weight {work.Weight}, of round {work.Broadcast}"));
    }
}
