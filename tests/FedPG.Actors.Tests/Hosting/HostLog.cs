using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FedPG.Actors.Tests.Hosting;

/// <summary>The log of a host.</summary>
internal sealed class HostLog : ILoggerProvider, ILogger
{
    private readonly TaskCompletionSource _awaited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<(LogLevel Level, string Text)> Entries { get; } = new();

    /// <summary>The text that completes <see cref="Awaited"/>.</summary>
    public string AwaitedText { get; init; } = "\0";

    /// <summary>Completes when a line has the text.</summary>
    public Task Awaited => _awaited.Task;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        string text = formatter(state, exception);
        Entries.Enqueue((logLevel, text));
        if (text.Contains(AwaitedText, StringComparison.Ordinal)) _awaited.TrySetResult();
    }

    public void Dispose()
    {
    }
}
