using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FedPG.Control.Trajectories;

namespace FedPG.Experiments.Simulation;

/// <summary>
/// Trajectories as JSON on one line: an object with the environment, its type and γ, and either the members of the only episode or a list
/// <c>episodes</c>. States, actions and rewards have all digits; a number that is not finite is a string.
/// </summary>
internal static class TrajectoryJson
{
    private const int PieceBytes = 1 << 16;

    /// <summary>Writes trajectories, piece by piece: all of them as one text may not fit into a string.</summary>
    /// <param name="output">The destination.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="trajectories">At least one.</param>
    public static void Write(TextWriter output, SimulatedEnvironment environment, ImmutableArray<Trajectory> trajectories)
    {
        var buffer = new ArrayBufferWriter<byte>(2 * PieceBytes);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("environment", environment.Shape.Name);
            writer.WriteNumber("type", environment.Type);
            writer.WriteNumber("discount", environment.Control.Discount);
            bool isSingle = trajectories.Length == 1;
            if (!isSingle) writer.WriteStartArray("episodes");
            foreach (var trajectory in trajectories)
            {
                if (!isSingle) writer.WriteStartObject();
                WriteMembers(writer, buffer, output, trajectory, environment.Finite is not null);
                if (!isSingle) writer.WriteEndObject();
            }

            if (!isSingle) writer.WriteEndArray();
            writer.WriteEndObject();
        }

        Move(buffer, output);
        output.WriteLine();
    }

    private static void WriteMembers(
        Utf8JsonWriter writer, ArrayBufferWriter<byte> buffer, TextWriter output, Trajectory trajectory, bool isFinite)
    {
        writer.WritePropertyName("start");
        WriteVector(writer, trajectory.State(0), isFinite);
        writer.WriteStartArray("steps");
        for (int t = 0; t < trajectory.Length; t++)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("action");
            WriteVector(writer, trajectory.Action(t), isFinite);
            writer.WritePropertyName("state");
            WriteVector(writer, trajectory.State(t + 1), isFinite);
            writer.WritePropertyName("reward");
            WriteNumber(writer, trajectory.Reward(t));
            writer.WriteBoolean("ended", trajectory.Ended && t == trajectory.Length - 1);
            writer.WriteEndObject();
            if (writer.BytesPending + buffer.WrittenCount < PieceBytes) continue;
            writer.Flush();
            Move(buffer, output);
        }

        writer.WriteEndArray();
        writer.WritePropertyName("return");
        WriteNumber(writer, trajectory.Return);
        writer.WritePropertyName("undiscountedReturn");
        WriteNumber(writer, trajectory.UndiscountedReturn);
        writer.WriteNumber("length", trajectory.Length);
    }

    /// <summary>A vector; the number of a state or an action in a finite environment.</summary>
    private static void WriteVector(Utf8JsonWriter writer, ReadOnlySpan<double> numbers, bool isNumbered)
    {
        if (!isNumbered) writer.WriteStartArray();
        foreach (double number in numbers) WriteNumber(writer, number);
        if (!isNumbered) writer.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter writer, double number)
    {
        if (double.IsFinite(number)) writer.WriteNumberValue(number);
        else writer.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
    }

    private static void Move(ArrayBufferWriter<byte> buffer, TextWriter output)
    {
        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        buffer.ResetWrittenCount();
    }
}
