using System.Net;
using System.Net.Sockets;

namespace FedPG.Actors.Tests.Cluster;

/// <summary>Forwards TCP connections to a port of this machine, and counts the bytes in both directions.</summary>
internal sealed class CountingRelay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _target;
    private long _bytes;

    private CountingRelay(int target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>The port to connect to.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The number of bytes forwarded so far.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public static CountingRelay To(int port) => new(port);

    /// <summary>A free port.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = PassAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task PassAsync(TcpClient near)
    {
        using var far = new TcpClient { NoDelay = true };
        using (near)
        {
            near.NoDelay = true;
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
                await Task.WhenAny(CopyAsync(near, far), CopyAsync(far, near));
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException)
            {
            }
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to)
    {
        byte[] buffer = new byte[1 << 16];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, _end.Token) is > 0 and var count)
            {
                Interlocked.Add(ref _bytes, count);
                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _end.Token);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or InvalidOperationException)
        {
        }
    }
}
