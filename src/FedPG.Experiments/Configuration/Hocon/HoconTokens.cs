namespace FedPG.Experiments.Configuration.Hocon;

/// <summary>The values of HOCON that are neither a section nor a list.</summary>
internal abstract class HoconTokens(string text, string source) : HoconCursor(text, source)
{
    protected void Substitution()
    {
        int start = _at;
        bool isOpened = _text.AsSpan(_at).StartsWith("${");
        _at += isOpened ? 2 : 0;
        while (IsKeyCharacter(Next) || Next == '.') _at++;
        bool isWhole = isOpened && Next == '}' && _at > start + 2;
        if (!isWhole) throw Error($"'{RestOfLine(start)}'", "${path.of.a.key} (a literal '$' must be quoted)");
        _at++;
    }

    protected void Unquoted(string key)
    {
        int start = _at;
        while (!(Next is '\n' or End or ',' or '}' or ']' || AtComment()))
        {
            if (Next == '"') Quoted();
            else if (Next is '=' or ':') throw Error($"'{Next}' in the value of {key}", "one key per line; quote a value that contains it");
            else if ("{[$`^?!@*&\\".Contains(Next, StringComparison.Ordinal))
                throw Error($"'{Next}' in the value of {key}", "quotes around a value that contains it");
            else if (Next > '\u007f' && char.IsWhiteSpace(Next)) throw Error($"the unusual blank U+{(int)Next:X4}", "plain blanks");
            else _at++;
        }

        if (_text.AsSpan(start, _at - start).IsWhiteSpace()) throw Error($"no value for {key}", "a value on the line of its key");
    }

    protected static bool IsKeyCharacter(char c) => ConfigPath.IsPlain(c) || (c > '\u007f' && char.IsLetterOrDigit(c));
}
