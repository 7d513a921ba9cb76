using System.Reflection;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace FedPG.Actors.Cluster;

/// <summary>The user's <c>akka</c> section. Akka reads it lazily and throws exceptions of any type for bad values.</summary>
internal static class AkkaSettings
{
    /// <summary>
    /// A one-line error for an actor system that does not start. The built-in settings are known to work, so the user's must be at fault.
    /// </summary>
    /// <param name="settings">The user's settings.</param>
    /// <param name="error">The exception that Akka threw.</param>
    public static SpecificationException Refused(Config settings, Exception error)
    {
        var cause = error;
        while (cause is AggregateException or TargetInvocationException && cause.InnerException is { } inner) cause = inner;
        string reason = cause.Message.ReplaceLineEndings(" ");

        // Akka's message contains the value but seldom the key.
        var (key, value) = Leaves(settings.Root, "")
            .FirstOrDefault(leaf => leaf.Value.Length > 0 && reason.Contains(leaf.Value, StringComparison.Ordinal));
        string subject = key is null ? "akka" : key;
        string found = key is null ? "a section" : $"'{value}'";
        return new SpecificationException(
            $"{subject} (--config): found {found} with which no actor system starts: {reason}; accepted: settings of Akka.NET", error);
    }

    private static IEnumerable<(string Key, string Value)> Leaves(HoconValue value, string path)
    {
        string prefix = path.Length == 0 ? "" : $"{path}.";
        if (value.IsObject()) return value.GetObject().Items.SelectMany(item => Leaves(item.Value, prefix + item.Key));
        return value.IsArray() ? value.GetArray().SelectMany(item => Leaves(item, path)) : [(path, value.GetString() ?? "")];
    }
}
