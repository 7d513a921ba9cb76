using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace FedPG.Actors.Links;

/// <summary>
/// Arrays for updates, of one thread: an edge gives them back once it has added them up, so that rounds leave little to collect and what is written
/// next is in the cache. Only arrays that nobody but the edge has seen come back.
/// </summary>
/// <param name="length">How many parameters an update has.</param>
internal sealed class UpdateBuffers(int length)
{
    private readonly Stack<double[]> _free = [];

    /// <summary>An array with anything in it: who trains writes all of it.</summary>
    public double[] Rent() => _free.TryPop(out double[]? free) ? free : GC.AllocateUninitializedArray<double>(length);

    /// <summary>Takes an update back that nobody looks at any more.</summary>
    public void Return(ImmutableArray<double> update) => _free.Push(ImmutableCollectionsMarshal.AsArray(update)!);
}
