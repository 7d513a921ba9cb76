using System.Collections.Immutable;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Configuration.Hocon;

/// <summary>Paths of keys such as <c>local.steps</c> or <c>sweep."local.steps"</c>.</summary>
internal static class ConfigPath
{
    public const string Root = "fedpg";

    public static string Join(string parent, string key) => $"{parent}.{Quoted(key)}";

    public static string Join(IEnumerable<string> keys) => string.Join('.', keys.Select(Quoted));

    public static string Join(string parent, IEnumerable<string> keys) => keys.Aggregate(parent, Join);

    /// <summary>The key as written in a path: quoted unless it is a plain word.</summary>
    public static string Quoted(string key) => IsPlain(key) ? key : $"\"{OneLine.Of(key)}\"";

    public static bool IsPlain(string key) => key.Length > 0 && key.All(IsPlain);

    public static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';

    /// <summary>The keys of a path, without their quotes; null if the path is malformed.</summary>
    public static ImmutableArray<string>? Split(string path)
    {
        var keys = ImmutableArray.CreateBuilder<string>();
        int at = 0;
        while (true)
        {
            bool isQuoted = at < path.Length && path[at] == '"';
            int end = isQuoted ? path.IndexOf('"', at + 1) : path.IndexOf('.', at) is >= 0 and var dot ? dot : path.Length;
            if (end < 0) return null;
            string key = isQuoted ? path[(at + 1)..end] : path[at..end];
            if (isQuoted ? key.Length == 0 : !IsPlain(key)) return null;
            keys.Add(key);
            at = isQuoted ? end + 1 : end;
            if (at == path.Length) return keys.ToImmutable();
            if (path[at++] != '.') return null;
        }
    }

    /// <summary>The keys without a leading <c>fedpg</c>.</summary>
    public static ImmutableArray<string> WithoutRoot(ImmutableArray<string> keys) => keys is [Root, _, ..] ? keys.RemoveAt(0) : keys;
}
