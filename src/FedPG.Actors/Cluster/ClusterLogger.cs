using Akka.Actor;
using Akka.Event;

namespace FedPG.Actors.Cluster;

/// <summary>Akka's log on standard error, a line each without stack traces; what happens when nodes come and go is no news there.</summary>
internal sealed class ClusterLogger : ReceiveActor
{
    public ClusterLogger()
    {
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(entry =>
        {
            if (entry is Error or Warning && !IsOrdinary(entry)) Write(entry);
        });
    }

    private static void Write(LogEvent entry) =>
        Console.Error.WriteLine($"{entry.Timestamp:HH:mm:ss} {entry.LogLevel()} {Reason(entry)}".ReplaceLineEndings(" "));

    private static string Reason(LogEvent entry) => entry.Cause is { } cause ? $"{entry.Message} ({cause.GetType().Name}: {cause.Message})" : $"{entry.Message}";

    /// <summary>Connections that end and members that cannot be reached are what the protocol is for; the run's progress tells of nodes.</summary>
    private static bool IsOrdinary(LogEvent entry) =>
        entry.LogSource.Contains("remoting", StringComparison.OrdinalIgnoreCase)
        || entry.LogSource.Contains("endpoint", StringComparison.OrdinalIgnoreCase)
        || entry.LogSource.Contains("cluster", StringComparison.OrdinalIgnoreCase);
}
