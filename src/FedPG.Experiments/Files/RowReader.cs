using System.Globalization;
using System.Text.Json;

namespace FedPG.Experiments.Files;

/// <summary>
/// Reads rows of numbers by state in any of three forms: [S] numbers, an object {"3": 0.7, "8": 0.3}, or pairs [[3, 0.7], [8, 0.3]].
/// Where S is not known yet, the first place that says or needs one is kept and checked later.
/// </summary>
/// <param name="json">The file.</param>
internal sealed class RowReader(JsonTokens json)
{
    private const string Accepted = "a list of numbers, an object {\"state\": number} or pairs [state, number]";

    private readonly List<double> _scratch = [];
    private (RowPlace Place, int Length)? _full;
    private (RowPlace Place, int State)? _largest;

    /// <summary>S; null until it is known.</summary>
    public int? States { get; private set; }

    /// <summary>Sets S and checks the rows so far.</summary>
    /// <exception cref="SpecificationException">A row has other states.</exception>
    public void Require(int states)
    {
        States = states;
        if (_full is var (place, length) && length != states) throw OtherLength(place, length);
        if (_largest is var (beyond, state) && state >= states) throw NoState(beyond, Number(state));
    }

    /// <summary>Reads a row; the present token is its first.</summary>
    /// <param name="rows">Receives the row.</param>
    /// <param name="place">The place, for errors.</param>
    /// <returns>The number of entries of a full row; null if only some states are listed.</returns>
    /// <exception cref="SpecificationException">There is no row, or a state or a number is not valid.</exception>
    public int? Read(ListedRows rows, in RowPlace place)
    {
        if (json.Kind == JsonTokenType.StartArray) return ReadList(rows, place);
        if (json.Kind != JsonTokenType.StartObject) throw new SpecificationException($"{place}", json.Found(), Accepted);
        ReadObject(rows, place);
        return null;
    }

    private int? ReadList(ListedRows rows, in RowPlace place)
    {
        _scratch.Clear();
        json.ReadNumbers(_scratch);
        if (json.Kind == JsonTokenType.StartArray && _scratch.Count == 0)
        {
            ReadPairs(rows, place);
            return null;
        }

        if (json.Kind != JsonTokenType.EndArray)
            throw new SpecificationException(place.Entry(_scratch.Count), json.Found(), "a finite number");
        RequireLength(place, _scratch.Count);
        rows.AddRow(_scratch);
        return _scratch.Count;
    }

    private void ReadObject(ListedRows rows, in RowPlace place)
    {
        while (json.Read() && json.Kind != JsonTokenType.EndObject)
        {
            int state = json.Index() ?? throw NoState(place, $"the key \"{Text.OneLine.Of(json.Text($"{place}"))}\"");
            json.Read();
            rows.Add(Known(state, place), Number(place, state));
        }

        End(rows, place);
    }

    private void ReadPairs(ListedRows rows, in RowPlace place)
    {
        for (; json.Kind != JsonTokenType.EndArray; json.Read())
        {
            if (json.Kind != JsonTokenType.StartArray)
                throw new SpecificationException($"{place}", json.Found(), "pairs [state, number] only");
            json.Read();
            if (json.Kind is JsonTokenType.EndArray)
                throw new SpecificationException($"{place}", "an empty list", "a pair [state, number]");
            int? index = json.Kind == JsonTokenType.Number ? json.Index() : null;
            int state = index ?? throw NoState(place, json.Found());
            json.Read();
            rows.Add(Known(state, place), Number(place, state));
            json.Read();
            if (json.Kind != JsonTokenType.EndArray)
                throw new SpecificationException(place.Entry(state), json.Found(), "the end of a pair [state, number]");
        }

        End(rows, place);
    }

    private static void End(ListedRows rows, in RowPlace place)
    {
        if (rows.EndRow() is { } twice)
            throw new SpecificationException($"{place}", $"{Number(twice)} twice", "every state once");
    }

    private static string Number(int state) => string.Create(CultureInfo.InvariantCulture, $"state {state}");

    private double Number(in RowPlace place, int state) => json.IsFinite(out double number)
        ? number
        : throw new SpecificationException(place.Entry(state), json.Found(), "a finite number");

    private int Known(int state, in RowPlace place)
    {
        if (state >= States) throw NoState(place, Number(state));
        if (States is null && !(state <= _largest?.State)) _largest = (place, state);
        return state;
    }

    private void RequireLength(in RowPlace place, int length)
    {
        if (States is null && _full is null) _full = (place, length);
        if (length != (States ?? _full!.Value.Length)) throw OtherLength(place, length);
    }

    private SpecificationException OtherLength(in RowPlace place, int length) => new(
        $"{place}", JsonInput.Count(length, "entry", "entries"),
        string.Create(CultureInfo.InvariantCulture, $"{States ?? _full!.Value.Length}, one per state"));

    private SpecificationException NoState(in RowPlace place, string found) => new(
        $"{place}", found,
        States is { } states ? string.Create(CultureInfo.InvariantCulture, $"a state from 0 to {states - 1}") : "the number of a state");
}
