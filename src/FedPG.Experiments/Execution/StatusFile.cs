using System.Text;
using FedPG.Experiments.Files;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Execution;

/// <summary>
/// Keeps <c>status.json</c> in the folder of a running experiment, replaced atomically once per second. The file is removed when the
/// experiment ends: it describes a process, not a result.
/// </summary>
internal sealed class StatusFile : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly string _file;
    private readonly Func<ExperimentStatus> _status;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private bool _isDisposed;

    private StatusFile(string folder, Func<ExperimentStatus> status, TimeProvider clock)
    {
        (_file, _status) = (Path.Combine(folder, ExperimentStatus.FileName), status);

        // A killed process may have left its own.
        Try(() => File.Delete(_file));
        _timer = clock.CreateTimer(_ => Write(), state: null, Period, Period);
    }

    /// <summary>Keeps the file until it is disposed.</summary>
    /// <param name="folder">The experiment's folder, which this process has locked.</param>
    /// <param name="status">Gives the status; called from other threads.</param>
    /// <param name="clock">Measures the second.</param>
    public static StatusFile Keep(OutputFolder folder, Func<ExperimentStatus> status, TimeProvider clock) =>
        new(folder.Path, status, clock);

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            _isDisposed = true;
            Try(() => File.Delete(_file));
        }
    }

    private void Write()
    {
        lock (_lock)
        {
            if (!_isDisposed) Try(() => AtomicFile.WriteBytes(_file, Encoding.UTF8.GetBytes(_status().Line() + "\n")));
        }
    }

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The experiment does not depend on the file; a full disk is reported by its records.
        }
    }
}
