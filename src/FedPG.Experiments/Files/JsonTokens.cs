using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Files;

/// <summary>
/// The tokens of a JSON text of any length, one after the other. Of the text only a buffer is held, which grows to the longest token.
/// Strict: every error names its line and byte.
/// </summary>
/// <param name="stream">The text, in UTF-8.</param>
/// <param name="format">The format's name, for messages.</param>
internal sealed class JsonTokens(Stream stream, string format)
{
    private readonly JsonWindow _window = new(stream, format);
    private JsonReaderState _state;
    private Range _token;
    private Range _value;
    private bool _isEscaped;

    /// <summary>The kind of the present token; <see cref="JsonTokenType.None"/> before the first and after the last.</summary>
    public JsonTokenType Kind { get; private set; }

    /// <summary>The present token as written.</summary>
    private ReadOnlySpan<byte> Raw => _window.Bytes[_token];

    /// <summary>Proceeds to the next token.</summary>
    /// <returns>Whether there is one.</returns>
    public bool Read()
    {
        while (true)
        {
            var reader = new Utf8JsonReader(_window.Rest, _window.IsLast, _state);
            bool isToken = Read(ref reader);
            if (Keep(in reader, isToken)) return isToken;
        }
    }

    /// <summary>Reads the finite numbers that follow, and the token behind them.</summary>
    /// <param name="numbers">Receives the numbers.</param>
    public void ReadNumbers(List<double> numbers)
    {
        while (true)
        {
            var reader = new Utf8JsonReader(_window.Rest, _window.IsLast, _state);
            bool isToken;
            while ((isToken = Read(ref reader)) && reader.TokenType == JsonTokenType.Number
                && reader.TryGetDouble(out double number) && double.IsFinite(number)) numbers.Add(number);
            if (Keep(in reader, isToken)) return;
        }
    }

    /// <summary>The present token as a finite number.</summary>
    public bool IsFinite(out double number)
    {
        number = 0;
        return Kind == JsonTokenType.Number && Utf8Parser.TryParse(Raw, out number, out _) && double.IsFinite(number);
    }

    /// <summary>Whether the present token is a key or a string with a text.</summary>
    public bool Is(ReadOnlySpan<byte> text) =>
        Kind is JsonTokenType.PropertyName or JsonTokenType.String
        && (_isEscaped ? text.SequenceEqual(Encoding.UTF8.GetBytes(Text("a key"))) : text.SequenceEqual(_window.Bytes[_value]));

    /// <summary>The text of the present token, a key or a string.</summary>
    /// <param name="place">The place, for an error.</param>
    /// <exception cref="SpecificationException">The text has half of a surrogate pair.</exception>
    public string Text(string place)
    {
        // A token by itself is a JSON text, whose parser knows the escapes.
        var reader = new Utf8JsonReader(Raw);
        reader.Read();
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new SpecificationException(
                $"{place}: found {OneLine.Of(Encoding.UTF8.GetString(Raw))}, half of a surrogate pair; accepted: text in Unicode", e);
        }
    }

    /// <summary>The integer that a key or a number is written as, without sign, exponent or leading zeros; null if it is none.</summary>
    public int? Index()
    {
        var digits = Kind == JsonTokenType.Number ? Raw : _window.Bytes[_value];
        if (digits.Length > 1 && digits[0] == '0') return null;
        bool isNumber = Utf8Parser.TryParse(digits, out int number, out int length) && length == digits.Length && digits[0] is >= (byte)'0';
        return isNumber ? number : null;
    }

    /// <summary>What stands at the present token, in words for an error line. A list is read to its end.</summary>
    public string Found()
    {
        if (Kind == JsonTokenType.StartObject) return "an object";
        if (Kind is JsonTokenType.EndArray or JsonTokenType.EndObject) return "the end of a list";
        if (Kind != JsonTokenType.StartArray) return OneLine.Of(Encoding.UTF8.GetString(Raw));
        long entries = 0;
        while (Read() && Kind != JsonTokenType.EndArray)
        {
            entries++;
            Skip();
        }

        return FormattableString.Invariant($"a list of {entries}");
    }

    /// <summary>Proceeds to the last token of the present value.</summary>
    public void Skip()
    {
        if (Kind is not (JsonTokenType.StartArray or JsonTokenType.StartObject)) return;
        for (int depth = 1; depth > 0 && Read();)
        {
            if (Kind is JsonTokenType.StartArray or JsonTokenType.StartObject) depth++;
            if (Kind is JsonTokenType.EndArray or JsonTokenType.EndObject) depth--;
        }
    }

    private bool Read(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (JsonException e)
        {
            throw new SpecificationException(
                $"{JsonSyntax.Place(e)}: found {_window.Found(e)}; accepted: JSON in the format {format}", e);
        }
    }

    /// <summary>Keeps what a reader has reached; without a token more text is loaded.</summary>
    /// <returns>Whether there is a token, or no more text.</returns>
    private bool Keep(in Utf8JsonReader reader, bool isToken)
    {
        _state = reader.CurrentState;
        Kind = isToken ? reader.TokenType : JsonTokenType.None;
        if (isToken)
        {
            int quotes = Kind is JsonTokenType.String or JsonTokenType.PropertyName ? 1 : 0;
            int start = _window.Start + (int)reader.TokenStartIndex, length = reader.ValueSpan.Length;
            (_token, _value) = (start..(start + length + 2 * quotes), (start + quotes)..(start + quotes + length));
            _isEscaped = reader.ValueIsEscaped;
        }

        _window.Consume((int)reader.BytesConsumed);
        if (isToken || _window.IsLast) return true;
        _window.Load();
        return false;
    }
}
