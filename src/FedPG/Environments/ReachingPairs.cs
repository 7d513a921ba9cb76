namespace FedPG.Environments;

/// <summary>The pairs of a state and an action that may lead to each state.</summary>
internal sealed class ReachingPairs
{
    private readonly int[] _firsts;
    private readonly int[] _pairs;

    /// <summary>Collects the pairs of a process in time and memory linear in its successors.</summary>
    public ReachingPairs(MarkovDecisionProcess process)
    {
        _firsts = new int[process.States + 1];
        for (int pair = 0; pair < process.Kernel.Pairs; pair++)
        {
            var row = process.Kernel.Row(pair);
            for (int i = 0; i < row.Length; i++)
                if (row.Probabilities[i] > 0) _firsts[row.States[i] + 1]++;
        }

        for (int s = 0; s < process.States; s++) _firsts[s + 1] += _firsts[s];
        _pairs = new int[_firsts[^1]];
        int[] next = _firsts[..^1];
        for (int pair = 0; pair < process.Kernel.Pairs; pair++)
        {
            var row = process.Kernel.Row(pair);
            for (int i = 0; i < row.Length; i++)
                if (row.Probabilities[i] > 0) _pairs[next[row.States[i]]++] = pair;
        }
    }

    /// <summary>The pairs s·A + a that lead to a state with positive probability.</summary>
    public ReadOnlySpan<int> Of(int state) => _pairs.AsSpan(_firsts[state].._firsts[state + 1]);
}
