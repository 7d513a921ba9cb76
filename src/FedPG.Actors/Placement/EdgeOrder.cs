using FedPG.Actors.Dispatch;

namespace FedPG.Actors.Placement;

/// <summary>
/// The order in which a node passes a broadcast to its edges. It keeps edges on the compute thread that did them last: the next thread's
/// share is queued first and stolen first, and the own share is queued last and run first.
/// </summary>
internal static class EdgeOrder
{
    /// <summary>The place in the list of edges to begin at; the order is cyclic.</summary>
    /// <param name="edges">The number of edges.</param>
    public static int FirstOnThisThread(int edges) =>
        ComputeThread.Current is { } thread ? First(edges, thread.Index, thread.Pool.Threads) : 0;

    /// <summary>The place to begin at on one of several threads.</summary>
    /// <param name="edges">The number of edges.</param>
    /// <param name="thread">The thread's number, from 0.</param>
    /// <param name="threads">The number of threads.</param>
    public static int First(int edges, int thread, int threads) =>
        thread + 1 == threads ? 0 : (int)((thread + 1L) * edges / threads);
}
