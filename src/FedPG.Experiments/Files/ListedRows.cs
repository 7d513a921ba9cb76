using System.Runtime.InteropServices;

namespace FedPG.Experiments.Files;

/// <summary>Rows of numbers by state, of which only those that are listed are held. Grows row by row.</summary>
internal sealed class ListedRows
{
    private readonly List<int> _firsts = [0];
    private readonly List<int> _states = [];
    private readonly List<double> _numbers = [];

    /// <summary>The number of rows.</summary>
    public int Count => _firsts.Count - 1;

    /// <summary>The first entry of each row; behind them the number of all entries.</summary>
    public ReadOnlySpan<int> Firsts => CollectionsMarshal.AsSpan(_firsts);

    /// <summary>The state of each entry; ascending within a row.</summary>
    public ReadOnlySpan<int> States => CollectionsMarshal.AsSpan(_states);

    /// <summary>The number of each entry.</summary>
    public ReadOnlySpan<double> Numbers => CollectionsMarshal.AsSpan(_numbers);

    /// <summary>Adds an entry to the row that is being built.</summary>
    public void Add(int state, double number)
    {
        _states.Add(state);
        _numbers.Add(number);
    }

    /// <summary>Adds the entries of a full row that are not 0, and ends the row.</summary>
    public void AddRow(List<double> numbers)
    {
        for (int s = 0; s < numbers.Count; s++)
            if (numbers[s] != 0) Add(s, numbers[s]);
        _firsts.Add(_states.Count);
    }

    /// <summary>Sorts and ends the row that is being built.</summary>
    /// <returns>A state that has two entries; null if none has.</returns>
    public int? EndRow()
    {
        int first = _firsts[^1];
        var states = CollectionsMarshal.AsSpan(_states)[first..];
        states.Sort(CollectionsMarshal.AsSpan(_numbers)[first..]);
        _firsts.Add(_states.Count);
        for (int i = 1; i < states.Length; i++)
            if (states[i] == states[i - 1]) return states[i];
        return null;
    }

    /// <summary>A row in full, for a distribution.</summary>
    /// <param name="row">The row.</param>
    /// <param name="states">S.</param>
    public double[] Full(int row, int states)
    {
        double[] full = new double[states];
        for (int i = _firsts[row]; i < _firsts[row + 1]; i++) full[_states[i]] = _numbers[i];
        return full;
    }

    /// <summary>The number of a state in a row; 0 if it is not listed.</summary>
    public double Find(int row, int state)
    {
        int place = _states.BinarySearch(_firsts[row], _firsts[row + 1] - _firsts[row], state, null);
        return place >= 0 ? _numbers[place] : 0;
    }
}
