using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace FedPG.Cli.Tests.Browser;

/// <summary>A headless Chromium of the machine, driven over the DevTools protocol.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    /// <summary>Nothing here takes long; a browser that hangs must not hang the tests.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private readonly DirectoryInfo _profile;
    private readonly Process _process;
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _end = new(Patience);
    private readonly Channel<JsonElement> _messages = Channel.CreateUnbounded<JsonElement>();
    private Task _receiving = Task.CompletedTask;
    private int _lastId;

    private Chromium(DirectoryInfo profile, Process process) => (_profile, _process) = (profile, process);

    /// <summary>Events that came while something else was waited for.</summary>
    public List<JsonElement> Events { get; } = [];

    /// <summary>Starts the browser.</summary>
    public static async Task<Chromium> StartAsync()
    {
        var profile = Directory.CreateTempSubdirectory("fedpg-chromium-");
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--remote-debugging-port=0",
            $"--user-data-dir={profile.FullName}", "about:blank",
        ];
        var process = Process.Start(
            new ProcessStartInfo(Executable(), arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var browser = new Chromium(profile, process);
        await browser._socket.ConnectAsync(await browser.AddressAsync(), browser._end.Token);
        browser._receiving = browser.ReceiveAsync();
        return browser;
    }

    /// <summary>Sends a command and waits for its result.</summary>
    public async Task<JsonElement> SendAsync(string method, object parameters, string? session = null)
    {
        int id = ++_lastId;
        byte[] message = JsonSerializer.SerializeToUtf8Bytes(session is null
            ? (object)new { id, method, @params = parameters }
            : new { id, method, @params = parameters, sessionId = session });
        await _socket.SendAsync(message, WebSocketMessageType.Text, true, _end.Token);
        while (true)
        {
            var answer = await _messages.Reader.ReadAsync(_end.Token);
            if (!answer.TryGetProperty("id", out var answered)) Events.Add(answer);
            else if (answered.GetInt32() == id && !answer.TryGetProperty("error", out _)) return answer.GetProperty("result");
            else throw new InvalidOperationException($"{method}: {answer}");
        }
    }

    /// <summary>Waits for an event, which may have come already.</summary>
    public async Task WaitForAsync(string method, string session)
    {
        bool IsIt(JsonElement e) =>
            e.GetProperty("method").GetString() == method && e.TryGetProperty("sessionId", out var of) && of.GetString() == session;
        while (!Events.Exists(IsIt)) Events.Add(await _messages.Reader.ReadAsync(_end.Token));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _receiving;
        _socket.Dispose();
        _process.Dispose();
        _end.Dispose();
        _profile.Delete(recursive: true);
    }

    private static string Executable()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException(
                $"The report's page is tested in a browser, and none of {string.Join(", ", Names)} is on PATH. "
                + "On Debian: apt-get install chromium");
    }

    private async Task<Uri> AddressAsync()
    {
        const string before = "DevTools listening on ";
        var said = new StringBuilder();
        while (await _process.StandardError.ReadLineAsync(_end.Token) is { } line)
        {
            if (line.StartsWith(before, StringComparison.Ordinal)) return new Uri(line[before.Length..]);
            said.AppendLine(line);
        }

        throw new InvalidOperationException($"Chromium did not start: {said}");
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (true)
            {
                using var message = new MemoryStream();
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer.AsMemory(), _end.Token);
                    message.Write(buffer.AsSpan(0, part.Count));
                }
                while (!part.EndOfMessage);
                _messages.Writer.TryWrite(JsonElement.Parse(message.ToArray()));
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or JsonException)
        {
            _messages.Writer.TryComplete(error);
        }
    }
}
