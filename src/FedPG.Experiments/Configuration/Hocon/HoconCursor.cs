using System.Globalization;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Configuration.Hocon;

/// <summary>A position in HOCON text: skips blanks, comments and quoted strings, and gives the line number in errors.</summary>
internal abstract class HoconCursor(string text, string source)
{
    protected const char End = '\0';

    protected readonly string _text = text;
    protected readonly string _source = source;
    protected int _at;
    protected int _line = 1;

    protected char Next => _at < _text.Length ? _text[_at] : End;

    protected void Quoted()
    {
        if (_text.AsSpan(_at).StartsWith("\"\"\""))
        {
            int close = _text.IndexOf("\"\"\"", _at + 3, StringComparison.Ordinal);
            if (close < 0) throw Error("a string in \"\"\" that is not closed", "\"\"\" at its end");
            _line += _text.AsSpan(_at, close - _at).Count('\n');
            _at = close + 3;
            return;
        }

        int start = _at++;
        while (Next != '"')
        {
            if (Next is End or '\n')
                throw Error($"{RestOfLine(start)}, a quoted string that is not closed", "a '\"' at its end, on the same line");
            if (Next == '\\') Escape();
            else _at++;
        }

        _at++;
    }

    private void Escape()
    {
        _at++;
        bool isUnicode = Next == 'u' && _at + 4 < _text.Length
            && ushort.TryParse(_text.AsSpan(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _);
        if (!isUnicode && (Next == End || !"\"\\/bfnrt".Contains(Next, StringComparison.Ordinal)))
        {
            throw Error(
                Next is End or '\n' or '\r' ? "a '\\' at the end of a line" : $"the escape '\\{Next}'",
                "\\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\uXXXX");
        }

        _at += isUnicode ? 5 : 1;
    }

    protected void SkipSpaces()
    {
        while (Next is ' ' or '\t') _at++;
    }

    protected void SkipBlank()
    {
        while (true)
        {
            SkipSpaces();
            if (AtComment()) _at = _text.IndexOf('\n', _at) is >= 0 and var end ? end : _text.Length;
            if (Next != '\n') return;
            _line++;
            _at++;
        }
    }

    protected bool AtComment() => Next == '#' || (Next == '/' && _at + 1 < _text.Length && _text[_at + 1] == '/');

    protected void RefuseControlCharacters()
    {
        int bad = _text.AsSpan().IndexOfAnyInRange('\0', '\u0008');
        if (bad < 0) bad = _text.AsSpan().IndexOfAnyInRange('\u000b', '\u001f');
        if (bad < 0) bad = _text.AsSpan().IndexOfAnyInRange('\u007f', '\u009f');
        if (bad < 0) return;
        throw ErrorAt(1 + _text.AsSpan(0, bad).Count('\n'), $"the control character U+{(int)_text[bad]:X4}", "text");
    }

    protected string RestOfLine(int? from = null)
    {
        int start = Math.Min(from ?? _at, _text.Length);
        int end = _text.IndexOf('\n', start);
        return OneLine.Of((end < 0 ? _text[start..] : _text[start..end]).Trim());
    }

    /// <summary>The source and the line, for messages.</summary>
    protected string Place => $"{_source}: line {_line.ToString(CultureInfo.InvariantCulture)}";

    protected SpecificationException Error(string found, string accepted) => ErrorAt(_line, found, accepted);

    protected SpecificationException ErrorAt(int line, string found, string accepted) =>
        new($"{_source}: line {line.ToString(CultureInfo.InvariantCulture)}", found, accepted);
}
