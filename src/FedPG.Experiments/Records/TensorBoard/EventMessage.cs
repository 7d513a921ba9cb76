using Google.Protobuf;

namespace FedPG.Experiments.Records.TensorBoard;

/// <summary>
/// TensorBoard's events as protobuf. The messages are encoded here, as six fields are in use: tensorflow.Event (wall_time = 1, step = 2,
/// file_version = 3, summary = 5), Summary (value = 1) and Summary.Value (tag = 1, simple_value = 2).
/// </summary>
internal static class EventMessage
{
    private const string FileVersion = "brain.Event:2";

    /// <summary>The bytes of a tag, and of a number of 32 or 64 bits after its tag.</summary>
    private const int Tag = 1, Fixed32 = Tag + 4, Fixed64 = Tag + 8;

    /// <summary>The first event of a file, which names the format.</summary>
    /// <param name="wallTime">Seconds since 1970, UTC.</param>
    public static byte[] Version(double wallTime)
    {
        byte[] message = new byte[Fixed64 + Tag + CodedOutputStream.ComputeStringSize(FileVersion)];
        using var output = Begin(message, wallTime);
        output.WriteTag(3, WireFormat.WireType.LengthDelimited);
        output.WriteString(FileVersion);
        output.CheckNoSpaceLeft();
        return message;
    }

    /// <summary>The scalars of a step.</summary>
    /// <param name="wallTime">Seconds since 1970, UTC.</param>
    /// <param name="step">The step, from 0.</param>
    /// <param name="values">The values by tag; rounded to single precision.</param>
    public static byte[] Scalars(double wallTime, long step, IReadOnlyCollection<(string Tag, double Value)> values)
    {
        int summary = values.Sum(value => Embedded(ValueSize(value.Tag)));
        byte[] message = new byte[Fixed64 + Tag + CodedOutputStream.ComputeInt64Size(step) + Embedded(summary)];
        using var output = Begin(message, wallTime);
        output.WriteTag(2, WireFormat.WireType.Varint);
        output.WriteInt64(step);
        output.WriteTag(5, WireFormat.WireType.LengthDelimited);
        output.WriteLength(summary);
        foreach (var (tag, value) in values)
        {
            output.WriteTag(1, WireFormat.WireType.LengthDelimited);
            output.WriteLength(ValueSize(tag));
            output.WriteTag(1, WireFormat.WireType.LengthDelimited);
            output.WriteString(tag);
            output.WriteTag(2, WireFormat.WireType.Fixed32);
            output.WriteFloat((float)value);
        }

        output.CheckNoSpaceLeft();
        return message;
    }

    private static CodedOutputStream Begin(byte[] message, double wallTime)
    {
        var output = new CodedOutputStream(message);
        output.WriteTag(1, WireFormat.WireType.Fixed64);
        output.WriteDouble(wallTime);
        return output;
    }

    private static int ValueSize(string tag) => Tag + CodedOutputStream.ComputeStringSize(tag) + Fixed32;

    private static int Embedded(int size) => Tag + CodedOutputStream.ComputeLengthSize(size) + size;
}
