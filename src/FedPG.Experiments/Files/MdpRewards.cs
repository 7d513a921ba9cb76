using System.Runtime.InteropServices;

namespace FedPG.Experiments.Files;

/// <summary>The rewards of an environment as its file has them: of choices, or of arrivals in states.</summary>
internal sealed class MdpRewards
{
    private readonly List<double> _choices = [];
    private readonly List<int> _ends = [];
    private readonly List<int> _onArrival = [];
    private readonly ListedRows _arrivals = new();

    /// <summary>The number of states.</summary>
    public int States => _ends.Count;

    /// <summary>The reward of each choice, in the order of states and actions; 0 where arrivals have rewards.</summary>
    public ReadOnlySpan<double> OfChoices => CollectionsMarshal.AsSpan(_choices);

    /// <summary>The number of choices of a state that have a reward.</summary>
    public int CountIn(int state) => _ends[state] - (state > 0 ? _ends[state - 1] : 0);

    /// <summary>Adds the reward of the next choice.</summary>
    public void Add(double reward) => _choices.Add(reward);

    /// <summary>Adds a choice whose rewards are those of arrivals: r(s,a,s').</summary>
    /// <returns>The rows that receive its row.</returns>
    public ListedRows OnArrival()
    {
        _onArrival.Add(_choices.Count);
        _choices.Add(0);
        return _arrivals;
    }

    /// <summary>Ends the choices of a state.</summary>
    public void EndState() => _ends.Add(_choices.Count);

    /// <summary>The reward of each listed transition; null if no arrival has one.</summary>
    /// <param name="kernel">The transitions of all choices.</param>
    public double[]? OfTransitions(ListedRows kernel)
    {
        if (_onArrival.Count == 0) return null;
        double[] rewards = new double[kernel.States.Length];
        for (int row = 0; row < _onArrival.Count; row++)
        {
            int choice = _onArrival[row];
            for (int i = kernel.Firsts[choice]; i < kernel.Firsts[choice + 1]; i++) rewards[i] = _arrivals.Find(row, kernel.States[i]);
        }

        return rewards;
    }
}
