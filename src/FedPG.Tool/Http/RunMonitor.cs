using FedPG.Tool.Output;

namespace FedPG.Tool.Http;

/// <summary>The state of <c>fedpg run</c>, which executes one experiment after another.</summary>
/// <param name="ending">Requested when the process is to end.</param>
internal sealed class RunMonitor(CancellationToken ending) : IMonitored
{
    private volatile RunProgress? _current;

    public string? Obstacle => ending.IsCancellationRequested ? "the process is ending"
        : _current is { } experiment ? experiment.Obstacle : "no experiment has begun";

    /// <summary>Records that an experiment begins.</summary>
    public void Begin(RunProgress progress) => _current = progress;

    /// <summary>The content of the experiment's <c>status.json</c>; null before the first experiment.</summary>
    public string Status() => _current?.Status().Line() ?? "null";
}
