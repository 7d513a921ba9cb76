using System.Buffers;
using System.Text.Json;
using FedPG.Environments;

namespace FedPG.Experiments.Files;

/// <summary>
/// Writes <c>gymnasium-P/1</c>. Transitions into a state that absorbs with reward 0, and that is no start, end the episode: that is what
/// such a state means in Gymnasium, and it is read back as the same state.
/// </summary>
internal static class GymnasiumText
{
    /// <summary>The text of a process, UTF-8.</summary>
    /// <param name="environments">The environments, of one type.</param>
    public static ReadOnlyMemory<byte> Of(EnvironmentSet environments)
    {
        var process = environments.Types[0];
        bool[] ends = [.. Enumerable.Range(0, process.States).Select(state => IsEnd(environments, state))];
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("format", GymnasiumFormat.Format);
        json.WriteStartArray("initial");
        foreach (double probability in environments.InitialDistribution) json.WriteNumberValue(probability);
        json.WriteEndArray();
        json.WriteStartArray("P");
        for (int s = 0; s < process.States; s++)
        {
            json.WriteStartArray();
            for (int a = 0; a < environments.ActionSets.Count(s); a++)
            {
                json.WriteStartArray();
                WriteRow(json, process.Successors(s, a), process.Reward(s, a), ends);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.Flush();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteRow(Utf8JsonWriter json, SuccessorRow row, double reward, bool[] ends)
    {
        for (int i = 0; i < row.Length; i++)
        {
            var (next, probability) = (row.States[i], row.Probabilities[i]);
            if (probability == 0) continue;
            json.WriteStartArray();
            json.WriteNumberValue(probability);
            json.WriteNumberValue(next);
            json.WriteNumberValue(reward);
            json.WriteBooleanValue(ends[next]);
            json.WriteEndArray();
        }
    }

    private static bool IsEnd(EnvironmentSet environments, int state)
    {
        var process = environments.Types[0];
        return environments.InitialDistribution[state] == 0 && Enumerable.Range(0, process.Actions).All(
            action => process.Reward(state, action) == 0 && process.Successors(state, action)[state] == 1);
    }
}
