namespace FedPG.Experiments.Configuration;

/// <summary>
/// Checks the form of HOCON text before Akka's parser sees it. That parser takes a key without a value, a second key on a line, text
/// after a value or an unclosed bracket for something else than was meant, and some unbalanced brackets make it loop for ever.
/// </summary>
internal sealed class HoconSyntax : HoconCursor
{
    // Deeper than any experiment, and far from what recursion can bear.
    private const int DeepestNesting = 32;

    private int _depth;

    private HoconSyntax(string text, string source)
        : base(text, source)
    {
    }

    /// <summary>Refuses text that is not well formed.</summary>
    /// <param name="text">HOCON with lines that end in <c>\n</c>.</param>
    /// <param name="source">The file, for messages.</param>
    /// <exception cref="SpecificationException">It is not; the message has the line.</exception>
    public static void Check(string text, string source) => new HoconSyntax(text, source).File();

    private void File()
    {
        RefuseControlCharacters();
        SkipBlank();
        if (Next != '{')
        {
            Members(_line, isRoot: true);
            return;
        }

        Section();
        SkipBlank();
        if (Next != End) throw Error($"'{RestOfLine()}' after the last '}}'", "the end of the file");
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
            if (Next == '}' && isRoot) throw Error("a '}' that closes nothing", "a '{' for every '}'");
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
        string key = Key();
        SkipSpaces();
        bool isBareSection = Next == '{';
        if (isBareSection)
        {
            Section();
        }
        else if (Next is '=' or ':')
        {
            _at++;
            SkipSpaces();
            Value(key);
        }
        else
        {
            throw Error(Next is '\n' or End ? $"the key {key} without a value" : $"'{RestOfLine()}' after the key {key}", "KEY = VALUE or KEY { … }");
        }

        SkipSpaces();
        if (Next == ',' && isBareSection) throw Error("a comma after the '}' of a section", "a new line");
        if (Next is '\n' or End or '}' || AtComment()) return;
        if (Next != ',') throw Error($"'{RestOfLine()}' after the value of {key}", "one key and its value a line");
        _at++;
    }

    private string Key()
    {
        int start = _at;
        while (true)
        {
            int segment = _at;
            if (Next == '"') Quoted();
            else while (IsKeyCharacter(Next)) _at++;
            bool isEmpty = _at == segment || _text[segment.._at] == "\"\"";
            if (isEmpty) throw Error($"'{RestOfLine()}'", "a key (quote one that is not letters, digits, '-' and '_')");
            if (Next != '.') break;
            _at++;
        }

        string key = _text[start.._at];
        int after = _at;
        SkipSpaces();
        if (key == "include" && Next is not ('=' or ':' or '{')) throw Error("an include", "one file with all settings");
        _at = after;
        return key;
    }

    private void Value(string key)
    {
        switch (Next)
        {
            case '{': Section(); break;
            case '[': List(key); break;
            case '$': Substitution(); break;
            default: Text(key); break;
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
            else if (!(Next is ']' or '\n' or End || AtComment())) throw Error($"'{RestOfLine()}' in the list {key}", "values with commas between them, then ']'");
        }

        _at++;
        _depth--;
    }

    private void Substitution()
    {
        int start = _at;
        bool isOpened = _text.AsSpan(_at).StartsWith("${");
        _at += isOpened ? 2 : 0;
        while (IsKeyCharacter(Next) || Next == '.') _at++;
        bool isWhole = isOpened && Next == '}' && _at > start + 2;
        if (!isWhole) throw Error($"'{RestOfLine(start)}'", "${path.of.a.key} ('$' as such must stand in quotes)");
        _at++;
    }

    private void Text(string key)
    {
        int start = _at;
        while (!(Next is '\n' or End or ',' or '}' or ']' || AtComment()))
        {
            if (Next == '"') Quoted();
            else if (Next is '=' or ':') throw Error($"'{Next}' in the value of {key}", "one key a line; quote a value that contains it");
            else if ("{[$`^?!@*&\\".Contains(Next, StringComparison.Ordinal)) throw Error($"'{Next}' in the value of {key}", "quotes around a value that contains it");
            else if (Next > '\u007f' && char.IsWhiteSpace(Next)) throw Error($"the unusual blank U+{(int)Next:X4}", "plain blanks");
            else _at++;
        }

        if (_text.AsSpan(start, _at - start).IsWhiteSpace()) throw Error($"no value for {key}", "a value on the line of its key");
    }

    private void Descend()
    {
        if (++_depth > DeepestNesting) throw Error($"more than {DeepestNesting} levels of brackets", $"at most {DeepestNesting}");
    }

    private static bool IsKeyCharacter(char c) => ConfigPath.IsPlain(c) || (c > '\u007f' && char.IsLetterOrDigit(c));
}
