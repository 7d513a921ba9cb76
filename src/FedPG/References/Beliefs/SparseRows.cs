namespace FedPG.References.Beliefs;

/// <summary>Rows of a sparse matrix M ≥ 0 with a constant in each: x(row) = constant + Σ weight · x(column).</summary>
internal sealed class SparseRows
{
    private int[] _start = new int[16];
    private int[] _columns = new int[64];
    private double[] _weights = new double[64];
    private double[] _constants = new double[16];
    private double[] _sizes = new double[16];
    private int _pending;

    public int Count { get; private set; }

    /// <summary>The number of entries.</summary>
    public int Entries => _start[Count];

    /// <summary>The largest sum of a row's weights.</summary>
    public double Norm { get; private set; }

    public void Clear() => (Count, Norm) = (0, 0);

    /// <summary>Adds an entry to the row that is being written.</summary>
    public void Add(int column, double weight) => AddAt(_start[Count] + _pending++, column, weight);

    /// <summary>Ends the row.</summary>
    /// <param name="constant">The row's constant.</param>
    /// <param name="size">The sum of the magnitudes of the constant's terms.</param>
    public void End(double constant, double size)
    {
        int from = _start[Count], to = from + _pending;
        (_constants[Count], _sizes[Count], _pending) = (constant, size, 0);
        double sum = 0;
        for (int i = from; i < to; i++) sum += _weights[i];
        Norm = Math.Max(Norm, sum);
        Count++;
        if (Count + 1 >= _start.Length)
        {
            Array.Resize(ref _start, 2 * _start.Length);
            Array.Resize(ref _constants, _start.Length);
            Array.Resize(ref _sizes, _start.Length);
        }

        _start[Count] = to;
    }

    public double Constant(int row) => _constants[row];

    /// <summary>A row's value at x, and the sum of the magnitudes of its terms.</summary>
    public double Value(int row, double[] x, out double size)
    {
        (double value, size) = (_constants[row], _sizes[row]);
        for (int i = _start[row]; i < _start[row + 1]; i++)
        {
            double term = _weights[i] * x[_columns[i]];
            value += term;
            size += Math.Abs(term);
        }

        return value;
    }

    /// <summary>The number of terms of a row.</summary>
    public int Terms(int row) => _start[row + 1] - _start[row];

    /// <summary>x − M x over the chosen rows, one for each entry of x.</summary>
    public void Subtract(ReadOnlySpan<int> rows, double[] x, double[] result)
    {
        for (int n = 0; n < rows.Length; n++)
        {
            double sum = x[n];
            for (int i = _start[rows[n]]; i < _start[rows[n] + 1]; i++) sum -= _weights[i] * x[_columns[i]];
            result[n] = sum;
        }
    }

    /// <summary>x − Mᵀ x over the chosen rows.</summary>
    public void SubtractTransposed(ReadOnlySpan<int> rows, double[] x, double[] result)
    {
        x.AsSpan(0, rows.Length).CopyTo(result);
        for (int n = 0; n < rows.Length; n++)
        {
            if (x[n] == 0) continue;
            for (int i = _start[rows[n]]; i < _start[rows[n] + 1]; i++) result[_columns[i]] -= _weights[i] * x[n];
        }
    }

    private void AddAt(int place, int column, double weight)
    {
        if (place == _columns.Length)
        {
            Array.Resize(ref _columns, 2 * place);
            Array.Resize(ref _weights, 2 * place);
        }

        (_columns[place], _weights[place]) = (column, weight);
    }
}
