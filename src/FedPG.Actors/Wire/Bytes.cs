using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FedPG.Actors.Protocol;
using FedPG.Actors.Wire.Messages;
using FedPG.Federation;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace FedPG.Actors.Wire;

/// <summary>Encodes and decodes the fields that several messages share.</summary>
internal static class Bytes
{
    public static ByteString Of(RunId run) => ByteString.CopyFrom(run.Value.ToByteArray());

    /// <exception cref="ArgumentException">The bytes are not a run's id.</exception>
    public static RunId Run(ByteString bytes) => new(new Guid(bytes.Span));

    /// <summary>Converts a number to an enum value.</summary>
    /// <exception cref="ArgumentException">The enum does not define the number.</exception>
    public static T Option<T>(int number)
        where T : struct, Enum
    {
        var option = (T)Enum.ToObject(typeof(T), number);
        return Enum.IsDefined(option)
            ? option
            : throw new ArgumentException(FormattableString.Invariant($"{number} is not a valid {typeof(T).Name}"));
    }

    public static ImmutableArray<double> Numbers(RepeatedField<double> field)
    {
        double[] numbers = new double[field.Count];
        field.CopyTo(numbers, 0);
        return ImmutableCollectionsMarshal.AsImmutableArray(numbers);
    }

    public static AgentStateMessage Of(AgentState state)
    {
        var message = new AgentStateMessage { Agent = state.Agent };
        message.Numbers.AddRange(state.Numbers.AsSpan());
        return message;
    }

    public static AgentState State(AgentStateMessage message) => message.Agent < 0
        ? throw new ArgumentException(FormattableString.Invariant($"the state of agent {message.Agent}"))
        : new AgentState(message.Agent, Numbers(message.Numbers));

    public static RepairsMessage? Of(RoundRepairs repairs) => repairs == default ? null : new RepairsMessage
    {
        AskedAgain = repairs.AskedAgain,
        Duplicated = repairs.Duplicated,
        Outdated = repairs.Outdated,
        Foreign = repairs.Foreign,
    };

    public static RoundRepairs Repairs(RepairsMessage? message) => message is null ? default : new RoundRepairs
    {
        AskedAgain = message.AskedAgain,
        Duplicated = message.Duplicated,
        Outdated = message.Outdated,
        Foreign = message.Foreign,
    };
}
