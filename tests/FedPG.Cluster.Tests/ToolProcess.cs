using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace FedPG.Cluster.Tests;

/// <summary>The tool as a separate process, with its output and means to signal and kill it.</summary>
internal sealed class ToolProcess : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _error = new();
    private readonly SemaphoreSlim _news = new(0);
    private readonly Task<string> _output;

    private ToolProcess(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.BeginErrorReadLine();
        _output = _process.StandardOutput.ReadToEndAsync();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Its standard error so far.</summary>
    public string Error => string.Join('\n', _error);

    /// <summary>The assembly of the fedpg tool.</summary>
    public static string Fedpg { get; } = Path.Combine(AppContext.BaseDirectory, "FedPG.Cli.dll");

    public static ToolProcess Start(string assembly, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(assembly);
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new ToolProcess(Process.Start(start)!);
    }

    /// <summary>Waits for a line on standard error, counted from the first.</summary>
    public async Task<string> AwaitLineAsync(string part, int skip = 0)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            if (_error.Where(line => line.Contains(part, StringComparison.Ordinal)).ElementAtOrDefault(skip) is { } line) return line;
            if (HasExited) throw new InvalidOperationException($"it ended without '{part}': {Error}");
            try
            {
                await _news.WaitAsync(TimeSpan.FromMilliseconds(100), limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"it did not say '{part}' but: {Error}");
            }
        }
    }

    /// <summary>The port of a node that has joined.</summary>
    public async Task<int> AwaitJoinedAsync(int skip = 0)
    {
        string line = await AwaitLineAsync("joined; listening on", skip);
        return int.Parse(line.AsSpan(line.LastIndexOf(':') + 1), CultureInfo.InvariantCulture);
    }

    /// <summary>Waits for the process to exit and returns its exit code.</summary>
    public async Task<int> AwaitExitAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"it did not end: {Error}");
        }

        return _process.ExitCode;
    }

    public async Task<string> OutputAsync() => await _output.WaitAsync(Patience);

    /// <summary>Kills the process with SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Sends a signal such as STOP, CONT, INT or TERM.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", string.Create(CultureInfo.InvariantCulture, $"{Id}")]);
        await kill.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _news.Dispose();
    }

    private void Note(string? line)
    {
        if (line is null) return;
        _error.Enqueue(line);
        try
        {
            _news.Release();
        }
        catch (ObjectDisposedException)
        {
        }
    }
}
