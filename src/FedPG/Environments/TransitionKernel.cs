using System.Runtime.InteropServices;

namespace FedPG.Environments;

/// <summary>
/// The transition kernel P(s'|s,a) of a finite process, as a table or as lists of successors, whichever suits its sizes. Pairs of a state
/// and an action are numbered s·A + a. Immutable; made by a <see cref="TransitionKernelBuilder"/> or of a table.
/// </summary>
public sealed class TransitionKernel
{
    // Lists: the place of each pair's first successor, [pairs + 1]. A table has no starts, and its successors are all states, [S].
    private readonly int[] _starts;
    private readonly int[] _successors;
    private readonly double[] _probabilities;

    private TransitionKernel(int states, int actions, int[] starts, int[] successors, double[] probabilities)
    {
        (States, Actions) = (states, actions);
        (_starts, _successors, _probabilities) = (starts, successors, probabilities);
    }

    /// <summary>S.</summary>
    public int States { get; }

    /// <summary>A.</summary>
    public int Actions { get; }

    /// <summary>The number of pairs, S·A.</summary>
    public int Pairs => States * Actions;

    /// <summary>Whether successors are listed; if not, the kernel is a table of S numbers per pair.</summary>
    public bool IsSparse => _starts.Length > 0;

    /// <summary>The number of stored probabilities.</summary>
    public int Count => _probabilities.Length;

    /// <summary>P, row-major [S][A][S]; empty if the kernel is sparse.</summary>
    internal ReadOnlySpan<double> Table => IsSparse ? [] : _probabilities;

    /// <summary>The place of each pair's first successor, [S·A + 1]; empty if the kernel is a table.</summary>
    internal ReadOnlySpan<int> Starts => _starts;

    /// <summary>The successors of all pairs; of a table, all states once.</summary>
    internal ReadOnlySpan<int> Successors => _successors;

    /// <summary>The stored probabilities.</summary>
    internal ReadOnlySpan<double> Probabilities => _probabilities;

    /// <summary>P(·|s,a) by the number of the pair, s·A + a.</summary>
    public SuccessorRow Row(int pair)
    {
        if (!IsSparse) return new SuccessorRow(_successors, _probabilities.AsSpan(pair * States, States));
        int from = _starts[pair], length = _starts[pair + 1] - from;
        return new SuccessorRow(_successors.AsSpan(from, length), _probabilities.AsSpan(from, length));
    }

    /// <summary>Whether the other kernel has the same probabilities.</summary>
    public bool HasSameRows(TransitionKernel other) =>
        States == other.States && Actions == other.Actions && _starts.AsSpan().SequenceEqual(other._starts)
        && _successors.AsSpan().SequenceEqual(other._successors) && _probabilities.AsSpan().SequenceEqual(other._probabilities);

    /// <summary>Adds the kernel to a hash.</summary>
    internal void AddTo(ref HashCode hash)
    {
        if (IsSparse) hash.AddBytes(MemoryMarshal.AsBytes<int>(_successors));
        foreach (double number in _probabilities) hash.Add(number);
    }

    /// <summary>A kernel of a table, in the form that suits it; the table is not copied if that form is a table.</summary>
    /// <param name="states">S.</param>
    /// <param name="actions">A.</param>
    /// <param name="table">P, row-major [S][A][S].</param>
    internal static TransitionKernel OfTable(int states, int actions, double[] table)
    {
        bool isSparse = KernelForm.IsSparse(states, actions, 0)
            && KernelForm.IsSparse(states, actions, table.Length - table.AsSpan().Count(0.0));
        if (!isSparse) return OfTableUnchanged(states, actions, table);
        var builder = new TransitionKernelBuilder(states, actions);
        for (int start = 0; start < table.Length; start += states)
        {
            for (int next = 0; next < states; next++) builder.Add(next, table[start + next]);
            builder.EndRow();
        }

        return builder.Build();
    }

    /// <summary>A kernel that is a table, whatever its sizes.</summary>
    internal static TransitionKernel OfTableUnchanged(int states, int actions, double[] table) =>
        new(states, actions, [], AllStates(states), table);

    /// <summary>A kernel of lists of successors, in the form that suits them.</summary>
    /// <param name="states">S.</param>
    /// <param name="actions">A.</param>
    /// <param name="starts">The place of each pair's first successor, [S·A + 1].</param>
    /// <param name="successors">The successors of all pairs, ascending in each.</param>
    /// <param name="probabilities">Their probabilities.</param>
    internal static TransitionKernel OfLists(int states, int actions, int[] starts, int[] successors, double[] probabilities)
    {
        var lists = new TransitionKernel(states, actions, starts, successors, probabilities);
        return KernelForm.IsSparse(states, actions, successors.Length)
            ? lists
            : OfTableUnchanged(states, actions, lists.ToTable());
    }

    /// <summary>P in full, row-major [S][A][S].</summary>
    /// <exception cref="SpecificationException">The table would not fit in memory.</exception>
    internal double[] ToTable()
    {
        if (!IsSparse) return [.. _probabilities];
        KernelForm.RequireTable(States, Actions);
        var table = new double[Pairs * States];
        for (int pair = 0; pair < Pairs; pair++) Row(pair).CopyTo(table.AsSpan(pair * States, States));
        return table;
    }

    private static int[] AllStates(int states) => [.. Enumerable.Range(0, states)];
}
