using Akka.Actor;
using Akka.Event;

namespace FedPG.Actors.Cluster;

/// <summary>
/// Writes Akka's warnings and errors to standard error, one line each, without stack traces. Nodes that join and leave are not logged.
/// </summary>
internal sealed class ClusterLogger : ReceiveActor
{
    private readonly RepeatedLines _repeated = new(TimeSpan.FromMinutes(1));

    public ClusterLogger()
    {
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(entry =>
        {
            if (entry is Error or Warning && !OrdinaryEvents.Include(entry.LogSource, Reason(entry))) Write(entry);
        });
    }

    private void Write(LogEvent entry)
    {
        string line = $"{(entry is Error ? "error" : "warning")}: {Reason(entry)}".ReplaceLineEndings(" ");
        if (_repeated.IsNews(line, entry.Timestamp)) Console.Error.WriteLine($"{entry.Timestamp:HH:mm:ss} {line}");
    }

    private static string Reason(LogEvent entry)
    {
        string text = $"{entry.Message}";
        for (var cause = entry.Cause; cause is not null; cause = cause.InnerException)
        {
            if (!text.Contains(cause.Message, StringComparison.Ordinal)) text += $" ({cause.GetType().Name}: {cause.Message})";
        }

        return text;
    }
}
