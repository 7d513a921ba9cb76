namespace FedPG.Aggregation;

/// <summary>The updates of a round in agent order: a view of the numbers of a <see cref="ListAggregator"/>.</summary>
/// <remarks>A row is the agent's number, the update's weight and θ^c.</remarks>
public readonly ref struct UpdateList
{
    private const int Header = 2;

    private readonly Span<double> _numbers;
    private readonly int _row;

    /// <summary>The updates of a partial aggregate, which has at least one.</summary>
    public UpdateList(in PartialAggregate part)
    {
        _numbers = part.Numbers;
        Count = part.Updates;
        _row = _numbers.Length / Count;
    }

    /// <summary>The number of updates.</summary>
    public int Count { get; }

    /// <summary>The length of θ.</summary>
    public int Parameters => _row - Header;

    /// <summary>θ^c of the i-th update, [<see cref="Parameters"/>].</summary>
    public Span<double> this[int i] => _numbers.Slice(i * _row + Header, Parameters);

    /// <summary>The agent of the i-th update; the agents ascend.</summary>
    public int Agent(int i) => (int)_numbers[i * _row];

    /// <summary>The weight of the i-th update.</summary>
    public double Weight(int i) => _numbers[i * _row + 1];

    /// <summary>The i-th parameter of every update.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="values">The destination, [<see cref="Count"/>].</param>
    public void Column(int parameter, Span<double> values)
    {
        for (int i = 0, at = Header + parameter; i < Count; i++, at += _row) values[i] = _numbers[at];
    }

    /// <summary>Whether the agents are different ones of a part, in order.</summary>
    internal bool IsOf(in PartialAggregate part)
    {
        double least = part.First;
        for (int i = 0; i < Count; i++)
        {
            double agent = _numbers[i * _row];
            if (!(agent >= least && agent < part.End) || !double.IsInteger(agent)) return false;
            least = agent + 1;
        }

        return true;
    }

    /// <summary>Copies the updates of some agents.</summary>
    internal PartialAggregate Where(Func<int, bool> isWanted)
    {
        var kept = new List<double>(_numbers.Length);
        for (int i = 0; i < Count; i++)
        {
            if (isWanted(Agent(i))) kept.AddRange(_numbers.Slice(i * _row, _row));
        }

        return new PartialAggregate(Level: 31, Index: 0) { Numbers = [.. kept], Updates = kept.Count / _row };
    }

    internal static long Length(int parameters, int updates) => (Header + (long)parameters) * updates;

    internal static double[] Row(in PartialAggregate update) => [update.Index, update.Weight, .. update.Numbers!];
}
