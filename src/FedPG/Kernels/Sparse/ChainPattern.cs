using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FedPG.Environments;

namespace FedPG.Kernels.Sparse;

/// <summary>
/// Where the probabilities of a sparse kernel go in P_π, the matrix of the chain of a policy: the same for all policies. Built once for a
/// kernel. Immutable.
/// </summary>
internal sealed class ChainPattern
{
    private static readonly ConditionalWeakTable<TransitionKernel, ChainPattern> Shared = [];

    private readonly int[] _places;

    private ChainPattern(TransitionKernel kernel)
    {
        (Kernel, _places) = (kernel, new int[kernel.Count]);
        int states = kernel.States;
        int[] starts = new int[states + 1], middles = new int[states], placeOf = new int[states];
        var columns = new List<int>(kernel.Count);
        Array.Fill(placeOf, -1);
        for (int s = 0; s < states; s++)
        {
            int from = columns.Count;
            AddSuccessors(s, placeOf, columns);
            var row = CollectionsMarshal.AsSpan(columns)[from..];
            row.Sort();
            middles[s] = from;
            for (int i = 0; i < row.Length; i++)
            {
                placeOf[row[i]] = from + i;
                if (row[i] < s) middles[s]++;
            }

            for (int entry = First(s); entry < First(s + 1); entry++)
                _places[entry] = kernel.Successors[entry] == s ? -1 : placeOf[kernel.Successors[entry]];
            foreach (int column in row) placeOf[column] = -1;
            starts[s + 1] = columns.Count;
        }

        Rows = new SparsePattern(starts, middles, [.. columns]);
        Transposed = Rows.Transpose();
    }

    /// <summary>The kernel.</summary>
    public TransitionKernel Kernel { get; }

    /// <summary>The pattern of P_π, without its diagonal.</summary>
    public SparsePattern Rows { get; }

    /// <summary>The pattern of its transpose.</summary>
    public SparsePattern Transposed { get; }

    /// <summary>The place of each probability of the kernel in P_π; −1 on the diagonal.</summary>
    public ReadOnlySpan<int> Places => _places;

    /// <summary>The pattern of a sparse kernel; another call returns the same object.</summary>
    public static ChainPattern Of(TransitionKernel kernel) => Shared.GetValue(kernel, own => new ChainPattern(own));

    /// <summary>Adds the next states of all actions once, without the state itself.</summary>
    private void AddSuccessors(int state, int[] placeOf, List<int> columns)
    {
        foreach (int next in Kernel.Successors[First(state)..First(state + 1)])
        {
            if (next == state || placeOf[next] >= 0) continue;
            placeOf[next] = columns.Count;
            columns.Add(next);
        }
    }

    private int First(int state) => Kernel.Starts[state * Kernel.Actions];
}
