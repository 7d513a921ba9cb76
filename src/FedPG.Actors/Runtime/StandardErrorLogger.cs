using Akka.Event;

namespace FedPG.Actors.Runtime;

/// <summary>Akka's log on standard error: standard output belongs to results.</summary>
internal sealed class StandardErrorLogger : MinimalLogger
{
    protected override void Log(object message) => Console.Error.WriteLine(message);
}
