using System.Globalization;
using System.Text.Json;
using FedPG.Environments;
using FedPG.Formats;

namespace FedPG.Experiments.Files;

/// <summary>
/// The table <c>env.unwrapped.P</c> of Gymnasium's toy-text environments as JSON: <c>gymnasium-P/1</c> with <c>P</c> and optionally
/// <c>initial</c> [S], or <c>P</c> alone. P has states, these have actions, these have transitions [probability, next state, reward,
/// terminated]; states and actions are a list, or an object with the keys 0, 1, ….
/// </summary>
internal sealed class GymnasiumFormat : IMdpFormat
{
    /// <summary>The name in the files.</summary>
    public const string Format = "gymnasium-P/1";

    private const string Transition = "[probability, next state, reward, terminated]";

    /// <inheritdoc/>
    public string Name => Format;

    /// <summary>Of files that are written. A file that is read has any ending: its content decides.</summary>
    public IReadOnlyList<string> Endings => [".gym.json"];

    /// <inheritdoc/>
    public MdpContents? Holds => MdpContents.Start | MdpContents.ActionSets | MdpContents.TerminalStates;

    /// <inheritdoc/>
    public bool CanRead(string fileName, ReadOnlySpan<byte> content)
    {
        // Up to the first key that decides; the text need not be valid beyond.
        var json = new Utf8JsonReader(content.StartsWith("\ufeff"u8) ? content[3..] : content, isFinalBlock: false, default);
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return false;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("P") || json.ValueTextEquals("0")) return true;
                bool isFormat = json.ValueTextEquals("format");
                json.Read();
                if (isFormat) return json.TokenType == JsonTokenType.String && json.ValueSpan.StartsWith("gymnasium"u8);
                if (!json.TrySkip()) return false;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }

        return false;
    }

    /// <inheritdoc/>
    public MdpDocument Read(MdpSource source) => JsonInput.Parse(source.Content, Format, root => Document(root, source.Stem));

    /// <inheritdoc/>
    public IReadOnlyList<MdpOutput> Write(EnvironmentSet environments, string name) => [new(name, GymnasiumText.Of(environments))];

    private static MdpDocument Document(JsonElement root, string name)
    {
        if (!JsonInput.TryGet(root, "P", out var kernel)) return new MdpDocument { Types = [Table(root, name)] };
        if (JsonInput.TryGet(root, "format", out _)) JsonInput.RequireFormat(root, Format);
        var members = JsonInput.Members(root, "the file", ["P"], "format", "initial");
        double[] initial = members.TryGetValue("initial", out var given) ? JsonInput.Numbers(given, "initial") : [];
        return new MdpDocument { Types = [Table(kernel, name)], Start = [.. initial], StartKey = "initial" };
    }

    private static MdpTable Table(JsonElement kernel, string name)
    {
        var states = Numbered(kernel, "P", "states");
        var table = new MdpTableBuilder(name, states.Length);
        for (int s = 0; s < states.Length; s++)
        {
            string state = string.Create(CultureInfo.InvariantCulture, $"state {s}");
            var actions = Numbered(states[s], state, "actions");
            for (int a = 0; a < actions.Length; a++)
            {
                string place = string.Create(CultureInfo.InvariantCulture, $"{state}, action {a}");
                table.AddChoice(s);
                int i = 0;
                foreach (var transition in JsonInput.List(actions[a], place, $"a list of {Transition}"))
                    Add(table, transition, string.Create(CultureInfo.InvariantCulture, $"{place}, transition {i++}"));
            }
        }

        return table.Build();
    }

    private static void Add(MdpTableBuilder table, JsonElement transition, string place)
    {
        var parts = JsonInput.List(transition, place, Transition);
        if (parts.Length != 4) throw new SpecificationException(place, JsonInput.Found(transition), Transition);
        double next = JsonInput.Number(parts[1], $"{place}, next state");
        if (!double.IsInteger(next) || next < 0 || next >= table.States)
        {
            throw new SpecificationException(
                $"{place}, next state", JsonInput.Found(parts[1]),
                string.Create(CultureInfo.InvariantCulture, $"an integer from 0 to {table.States - 1}"));
        }

        bool ends = parts[3].ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number when JsonInput.Number(parts[3], place) is 0 or 1 => parts[3].GetDouble() == 1,
            _ => throw new SpecificationException($"{place}, terminated", JsonInput.Found(parts[3]), "true or false"),
        };
        double probability = JsonInput.Number(parts[0], $"{place}, probability");
        table.AddTransition((int)next, probability, JsonInput.Number(parts[2], $"{place}, reward"), ends);
    }

    /// <summary>The entries of a list, or of an object whose keys are 0, 1, … in any order: JSON has no other keys than strings.</summary>
    private static JsonElement[] Numbered(JsonElement element, string place, string what)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return JsonInput.List(element, place, $"a list of {what}, or an object with the keys 0, 1, …");
        var entries = element.EnumerateObject().ToArray();
        var ordered = new JsonElement?[entries.Length];
        foreach (var entry in entries)
        {
            string key = JsonInput.Name(entry, place);
            bool isNumber = int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < entries.Length;
            if (!isNumber || ordered[number] is not null)
            {
                throw new SpecificationException(
                    place, $"the key \"{Text.OneLine.Of(key)}\"",
                    string.Create(CultureInfo.InvariantCulture, $"the keys 0 to {entries.Length - 1}, each once"));
            }

            ordered[number] = entry.Value;
        }

        return [.. ordered.Select(entry => entry!.Value)];
    }
}
