using System.Net.Sockets;
using Akka.Actor;

namespace FedPG.Actors.Cluster;

/// <summary>
/// Waits until a seed node accepts connections, with growing pauses. Akka itself would ask every seed node once per second for as long as a
/// node waits.
/// </summary>
internal static class SeedProbe
{
    /// <summary>The time limit of one connection. A host that is down does not refuse; it does not answer at all.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>Completes when a seed node answers.</summary>
    /// <param name="seeds">The seed nodes.</param>
    /// <param name="isAnswering">Tries one of them; <see cref="ConnectAsync"/> except in tests.</param>
    /// <param name="time">The clock of the pauses.</param>
    /// <param name="cancellationToken">Ends the wait; the method then throws.</param>
    public static async Task AwaitAsync(
        IReadOnlyCollection<Address> seeds,
        Func<Address, CancellationToken, Task<bool>> isAnswering,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var pause = TimeSpan.Zero;
        while (true)
        {
            bool[] answers = await Task.WhenAll(seeds.Select(seed => isAnswering(seed, cancellationToken))).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (answers.Contains(true)) return;
            pause = Backoff.After(pause);
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether a seed node accepts a connection. A name that is not known yet is a host that may still start.</summary>
    public static async Task<bool> ConnectAsync(Address seed, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(seed.Host, seed.Port!.Value, limit.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
