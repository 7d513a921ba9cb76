using System.Reflection;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace FedPG.Actors.Cluster;

/// <summary>The section <c>akka</c> of the user's own. Akka reads it bit by bit, and throws whatever its code runs into.</summary>
internal static class AkkaSettings
{
    /// <summary>
    /// One line for an actor system that does not start. The product's own settings do start one, so it is the user's that do not.
    /// </summary>
    /// <param name="settings">The user's settings.</param>
    /// <param name="error">What came of them.</param>
    public static SpecificationException Refused(Config settings, Exception error)
    {
        var cause = error;
        while (cause is AggregateException or TargetInvocationException && cause.InnerException is { } inner) cause = inner;
        string reason = cause.Message.ReplaceLineEndings(" ");

        // Akka's message has the value and seldom the key.
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
