namespace FedPG.Environments;

/// <summary>
/// Builds a kernel pair by pair, in the order (0,0), (0,1), … (0,A−1), (1,0), … from lists of successors. Memory is linear in their
/// number.
/// </summary>
public sealed class TransitionKernelBuilder
{
    private readonly int _states;
    private readonly int _actions;
    private readonly int[] _starts;
    private int[] _successors;
    private double[] _probabilities;
    private long[] _keys = new long[16];
    private int _rows;
    private int _count;

    /// <summary>Begins a kernel.</summary>
    /// <param name="states">S, at least 1.</param>
    /// <param name="actions">A, at least 1.</param>
    /// <exception cref="SpecificationException">There are too many pairs of a state and an action.</exception>
    public TransitionKernelBuilder(int states, int actions)
        : this(states, actions, expected: 64)
    {
    }

    /// <summary>Begins a kernel whose number of successors is known about: nothing is copied if the number is right.</summary>
    internal TransitionKernelBuilder(int states, int actions, long expected)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(states, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(actions, 1);
        KernelForm.RequirePairs(states, actions);
        (_states, _actions, _starts) = (states, actions, new int[states * actions + 1]);
        int capacity = (int)Math.Clamp(expected, 1, KernelForm.MostProbabilities);
        (_successors, _probabilities) = (new int[capacity], new double[capacity]);
    }

    /// <summary>
    /// Adds a successor of the present pair. Successors come in any order; probabilities of the same one are added, and those of 0 are
    /// left out.
    /// </summary>
    /// <param name="successor">The next state, from 0 to S − 1.</param>
    /// <param name="probability">Its probability, which is checked with the process.</param>
    /// <exception cref="SpecificationException">There are too many successors.</exception>
    public void Add(int successor, double probability)
    {
        if ((uint)successor >= (uint)_states) throw new ArgumentOutOfRangeException(nameof(successor), successor, "Not a state.");
        if (probability == 0) return;
        if (_count == _successors.Length) Grow();
        (_successors[_count], _probabilities[_count]) = (successor, probability);
        _count++;
    }

    /// <summary>Ends the present pair.</summary>
    public void EndRow()
    {
        if (_rows == _starts.Length - 1) throw new InvalidOperationException("All pairs have their successors.");
        int from = _starts[_rows++];
        Order(from);
        _starts[_rows] = _count;
    }

    /// <summary>Adds the successors of another kernel's pair, and ends the present pair.</summary>
    /// <param name="row">The row.</param>
    /// <param name="offset">What is added to the number of each next state.</param>
    internal void AddRow(SuccessorRow row, int offset = 0)
    {
        for (int i = 0; i < row.Length; i++) Add(row.States[i] + offset, row.Probabilities[i]);
        EndRow();
    }

    /// <summary>The kernel.</summary>
    /// <exception cref="InvalidOperationException">Some pairs have not been ended.</exception>
    public TransitionKernel Build()
    {
        if (_rows != _starts.Length - 1) throw new InvalidOperationException($"{_rows} of {_starts.Length - 1} pairs have successors.");
        Array.Resize(ref _successors, _count);
        Array.Resize(ref _probabilities, _count);
        return TransitionKernel.OfLists(_states, _actions, _starts, _successors, _probabilities);
    }

    /// <summary>Sorts the present pair's successors and adds the probabilities of equal ones in the order they came.</summary>
    private void Order(int from)
    {
        var successors = _successors.AsSpan(from.._count);
        var probabilities = _probabilities.AsSpan(from.._count);
        if (IsAscending(successors)) return;
        Sort(successors, probabilities);
        int last = 0;
        for (int i = 1; i < successors.Length; i++)
        {
            if (successors[i] == successors[last]) probabilities[last] += probabilities[i];
            else (successors[++last], probabilities[last]) = (successors[i], probabilities[i]);
        }

        _count = from + last + 1;
    }

    /// <summary>Sorts by successor, and equal ones by their place.</summary>
    private void Sort(Span<int> successors, Span<double> probabilities)
    {
        if (_keys.Length < successors.Length) _keys = new long[2 * successors.Length];
        var keys = _keys.AsSpan(0, successors.Length);
        for (int i = 0; i < keys.Length; i++) keys[i] = ((long)successors[i] << 32) | (uint)i;
        keys.Sort(probabilities);
        for (int i = 0; i < keys.Length; i++) successors[i] = (int)(keys[i] >> 32);
    }

    private static bool IsAscending(ReadOnlySpan<int> successors)
    {
        for (int i = 1; i < successors.Length; i++)
            if (successors[i] <= successors[i - 1]) return false;
        return true;
    }

    private void Grow()
    {
        KernelForm.RequireSuccessors(_count + 1L);
        int length = (int)Math.Min(2L * _count, KernelForm.MostProbabilities);
        Array.Resize(ref _successors, length);
        Array.Resize(ref _probabilities, length);
    }
}
