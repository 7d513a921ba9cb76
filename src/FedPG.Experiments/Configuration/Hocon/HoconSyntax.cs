using System.Text;
using FedPG.Experiments.Files;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Configuration.Hocon;

/// <summary>
/// Checks the syntax of HOCON text before Akka's parser sees it. That parser misreads a key without a value, a second key on a line, text
/// after a value or an unclosed bracket, and some unbalanced brackets make it loop forever. Valid syntax that the parser does not
/// support is rewritten: a comma after a section becomes a new line, an include is replaced with the keys of the file.
/// </summary>
internal sealed class HoconSyntax : HoconTokens
{
    private readonly HoconIncludes _includes;
    private readonly StringBuilder _normal = new();
    private int _copied;
    private int _depth;

    // The full key of the section or list around the cursor; empty at the root.
    private string _path;

    private HoconSyntax(string text, string source, HoconIncludes includes, string path)
        : base(text, source) => (_includes, _path) = (includes, path);

    /// <summary>The text in the form that Akka's parser accepts.</summary>
    /// <param name="text">HOCON with lines that end in <c>\n</c>.</param>
    /// <param name="source">The file, for messages.</param>
    /// <param name="includes">The files that the text can include.</param>
    /// <param name="isIncluded">Whether the text is inserted among other keys, without outer braces.</param>
    /// <param name="path">The full key of the section that it is inserted in.</param>
    /// <exception cref="SpecificationException">A syntax error; the message has the line.</exception>
    public static string Normalise(string text, string source, HoconIncludes includes, bool isIncluded = false, string path = "")
    {
        var syntax = new HoconSyntax(text, source, includes, path);
        syntax.File(isIncluded);
        return syntax._normal.Append(text, syntax._copied, text.Length - syntax._copied).ToString();
    }

    private void File(bool isIncluded)
    {
        RefuseControlCharacters();
        SkipBlank();
        if (Next != '{')
        {
            Members(_line, isRoot: true);
            return;
        }

        int open = _at;
        if (isIncluded) Replace(open, "\n");
        Section();
        if (isIncluded) Replace(_at - 1, "\n");
        SkipBlank();
        if (Next != End) throw Error($"'{RestOfLine()}' after the last '}}'", "the end of the file");
    }

    /// <summary>Replaces the text from <paramref name="from"/> to the cursor, or one character before the cursor reaches it.</summary>
    private void Replace(int from, string by)
    {
        _normal.Append(_text, _copied, from - _copied).Append(by);
        _copied = Math.Max(from + 1, _at);
    }

    private void Section()
    {
        int opened = _line;
        Descend();
        _at++;
        Members(opened, isRoot: false);
        _depth--;
    }

    private void Members(int opened, bool isRoot)
    {
        while (true)
        {
            SkipBlank();
            if (Next == End && isRoot) return;
            if (Next == End) throw ErrorAt(opened, "a '{' that is never closed", "a '}' for every '{'");
            if (Next == '}' && isRoot) throw Error("an unmatched '}'", "a '{' for every '}'");
            if (Next == '}')
            {
                _at++;
                return;
            }

            Member();
        }
    }

    private void Member()
    {
        int start = _at;
        var segments = Key();
        string key = _text[start.._at];
        SkipSpaces();
        bool isSection;
        if (key == "include" && Next is not ('=' or ':' or '{'))
        {
            Include(start);
            isSection = true; // It becomes many keys, and the parser does not accept a comma after those either.
        }
        else
        {
            string outer = _path;
            foreach (string segment in segments)
            {
                _path = _path.Length == 0 ? ConfigPath.Quoted(segment) : ConfigPath.Join(_path, segment);
                _includes.Sources.Record(_path, _source);
            }

            isSection = Content(key);
            _path = outer;
        }

        SkipSpaces();
        if (Next is '\n' or End or '}' || AtComment()) return;
        if (Next != ',') throw Error($"'{RestOfLine()}' after the value of {key}", "one key and its value per line");
        _at++;
        if (isSection) Replace(_at - 1, "\n");
    }

    /// <summary>What follows a key; returns whether it is a section.</summary>
    private bool Content(string key)
    {
        bool isSection = Next == '{';
        if (isSection)
        {
            Section();
        }
        else if (Next is '=' or ':')
        {
            _at++;
            SkipSpaces();
            isSection = Next == '{';
            Value(key);
        }
        else if (_text.AsSpan(_at).StartsWith("+="))
        {
            throw Error($"'+=' after the key {key}", "KEY = [VALUE, …] with all values");
        }
        else
        {
            throw Error(
                Next is '\n' or End ? $"the key {key} without a value" : $"'{RestOfLine()}' after the key {key}",
                "KEY = VALUE or KEY { … }");
        }

        return isSection;
    }

    private void Include(int start)
    {
        int name = _at;
        if (Next != '"' || _text.AsSpan(_at).StartsWith("\"\"\"")) throw Error($"'{RestOfLine(start)}'", "include \"FILE\"");
        Quoted();
        string file = _text[(name + 1)..(_at - 1)];
        if (file.Contains('\\', StringComparison.Ordinal))
            throw Error($"'{RestOfLine(start)}'", "include \"FILE\" with '/' between folders");
        Replace(start, $"\n{_includes.Read(file, Place, _path)}\n");
    }

    /// <summary>The segments of a key, without quotes.</summary>
    private List<string> Key()
    {
        int start = _at;
        var segments = new List<string>();
        while (true)
        {
            int segment = _at;
            if (Next == '"') Quoted();
            else while (IsKeyCharacter(Next)) _at++;
            bool isEmpty = _at == segment || _text[segment.._at] == "\"\"";
            if (isEmpty) throw Error($"'{RestOfLine()}'", "a key (quote one that is not letters, digits, '-' and '_')");
            segments.Add(_text[segment] == '"' ? _text[(segment + 1)..(_at - 1)] : _text[segment.._at]);
            if (Next != '.') break;
            _at++;
        }

        string key = _text[start.._at];
        if (key.Length > InputLimits.KeyLength)
            throw Error($"the key {OneLine.Of(key)} of {key.Length} characters", $"at most {InputLimits.KeyLength}");
        if (++_includes.Keys > InputLimits.Keys) throw Error($"more than {InputLimits.Keys} keys", $"at most {InputLimits.Keys}");
        return segments;
    }

    private void Value(string key)
    {
        switch (Next)
        {
            case '{': Section(); break;
            case '[': List(key); break;
            case '$': Substitution(); break;
            default: Unquoted(key); break;
        }
    }

    private void List(string key)
    {
        int opened = _line;
        Descend();
        _at++;
        while (true)
        {
            SkipBlank();
            if (Next == End) throw ErrorAt(opened, "a '[' that is never closed", "a ']' for every '['");
            if (Next == ']') break;
            Value(key);
            SkipSpaces();
            if (Next == ',') _at++;
            else if (!(Next is ']' or '\n' or End || AtComment()))
                throw Error($"'{RestOfLine()}' in the list {key}", "values with commas between them, then ']'");
        }

        _at++;
        _depth--;
    }

    private void Descend()
    {
        if (++_depth > InputLimits.Nesting)
            throw Error($"more than {InputLimits.Nesting} levels of brackets", $"at most {InputLimits.Nesting}");
    }
}
