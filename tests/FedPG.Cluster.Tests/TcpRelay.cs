using System.Net;
using System.Net.Sockets;

namespace FedPG.Cluster.Tests;

/// <summary>Passes bytes on to a server, and can fall silent: connections stay open, and new ones are accepted, but nobody answers, as when
/// the server's processes are stopped.</summary>
internal sealed class TcpRelay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _clients = [];
    private readonly CancellationTokenSource _end = new();
    private readonly (string Host, int Port) _server;
    private volatile TaskCompletionSource _open = Opened();

    public TcpRelay(string host, int port)
    {
        _server = (host, port);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Passes nothing on until <see cref="Resume"/>.</summary>
    public void Freeze() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Passes everything on again.</summary>
    public void Resume() => _open.TrySetResult();

    /// <summary>Closes all connections and accepts no others, as when the server is killed.</summary>
    public void Dispose()
    {
        if (_end.IsCancellationRequested) return;
        _end.Cancel();
        _listener.Dispose();
        lock (_clients) _clients.ForEach(client => client.Dispose());
    }

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        open.SetResult();
        return open;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                var server = new TcpClient();
                lock (_clients) _clients.AddRange([client, server]);
                _ = RelayAsync(client, server);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The relay has ended.
        }
    }

    private async Task RelayAsync(TcpClient client, TcpClient server)
    {
        try
        {
            await server.ConnectAsync(_server.Host, _server.Port, _end.Token);
            await Task.WhenAny(CopyAsync(client, server), CopyAsync(server, client));
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // One side has closed the connection.
        }
        finally
        {
            client.Dispose();
            server.Dispose();
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to)
    {
        var (input, output) = (from.GetStream(), to.GetStream());
        byte[] buffer = new byte[1 << 16];
        while (await input.ReadAsync(buffer, _end.Token) is var read and > 0)
        {
            await _open.Task.WaitAsync(_end.Token);
            await output.WriteAsync(buffer.AsMemory(0, read), _end.Token);
        }
    }
}
