using Akka.Event;

namespace FedPG.Actors.Runtime;

/// <summary>Writes Akka's log to standard error: standard output is reserved for results.</summary>
internal sealed class StandardErrorLogger : MinimalLogger
{
    protected override void Log(object message) => Console.Error.WriteLine(message);
}
