namespace FedPG.Kernels.Linear;

/// <summary>
/// A small dense matrix, row by row. Sums run in the order of the indices, so that results have the same bits on every machine.
/// </summary>
internal sealed class Matrix(int rows, int columns, double[] values)
{
    /// <summary>A matrix of zeros.</summary>
    public Matrix(int rows, int columns)
        : this(rows, columns, new double[rows * columns])
    {
    }

    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    /// <summary>The entries, row by row.</summary>
    public double[] Values { get; } = values;

    public double this[int row, int column]
    {
        get => Values[row * Columns + column];
        set => Values[row * Columns + column] = value;
    }

    public bool IsZero => Array.TrueForAll(Values, value => value == 0);

    public bool IsFinite => Array.TrueForAll(Values, double.IsFinite);

    /// <summary>The transpose.</summary>
    public Matrix T => Of(Columns, Rows, (i, j) => this[j, i]);

    public static Matrix Of(int rows, int columns, Func<int, int, double> entry)
    {
        var matrix = new Matrix(rows, columns);
        for (int i = 0; i < matrix.Values.Length; i++) matrix.Values[i] = entry(i / columns, i % columns);
        return matrix;
    }

    /// <summary>A multiple of the identity.</summary>
    public static Matrix Diagonal(int size, double value = 1) => Of(size, size, (i, j) => i == j ? value : 0);

    public static Matrix operator +(Matrix left, Matrix right) => Of(left.Rows, left.Columns, (i, j) => left[i, j] + right[i, j]);

    public static Matrix operator -(Matrix left, Matrix right) => Of(left.Rows, left.Columns, (i, j) => left[i, j] - right[i, j]);

    public static Matrix operator *(double factor, Matrix matrix) => Of(matrix.Rows, matrix.Columns, (i, j) => factor * matrix[i, j]);

    public static Matrix operator *(Matrix left, Matrix right)
    {
        var product = new Matrix(left.Rows, right.Columns);
        MatrixProduct.Add(left.Values, right.Values, product.Values, left.Rows, left.Columns, right.Columns);
        return product;
    }

    /// <summary>n³: the multiplications of a product with a square matrix.</summary>
    public long Cube() => (long)Rows * Columns * Math.Max(Rows, Columns);

    /// <summary>The sum of the products of the entries.</summary>
    public double InnerProduct(Matrix other)
    {
        double sum = 0;
        for (int i = 0; i < Values.Length; i++) sum += Values[i] * other.Values[i];
        return sum;
    }

    /// <summary>The greatest magnitude; NaN if an entry is NaN.</summary>
    public double Size()
    {
        double size = 0;
        foreach (double value in Values) size = Math.Max(size, Math.Abs(value));
        return size;
    }

    /// <summary>The solution X of this · X = right, by elimination with partial pivoting.</summary>
    public Matrix Solve(Matrix right)
    {
        int n = Rows;
        Matrix left = new(n, n, [.. Values]), solution = new(n, right.Columns, [.. right.Values]);
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < n; i++) if (Math.Abs(left[i, k]) > Math.Abs(left[pivot, k])) pivot = i;
            left.SwapRows(k, pivot);
            solution.SwapRows(k, pivot);
            for (int i = k + 1; i < n; i++)
            {
                double factor = left[i, k] / left[k, k];
                left.SubtractRow(i, k, factor);
                solution.SubtractRow(i, k, factor);
            }
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < n; k++) solution.SubtractRow(i, k, left[i, k]);
            for (int j = 0; j < right.Columns; j++) solution[i, j] /= left[i, i];
        }

        return solution;
    }

    /// <summary>L with L Lᵀ = this, for a symmetric, positive semidefinite matrix; null if it is not semidefinite.</summary>
    public Matrix? Factor()
    {
        var factor = new Matrix(Rows, Rows);
        double rounding = 1e-12 * Size();
        for (int j = 0; j < Rows; j++)
        {
            double square = this[j, j];
            for (int k = 0; k < j; k++) square -= factor[j, k] * factor[j, k];
            if (!(square >= -rounding)) return null;
            double root = square > rounding ? Math.Sqrt(square) : 0;
            factor[j, j] = root;
            for (int i = j + 1; i < Rows; i++)
            {
                double sum = this[i, j];
                for (int k = 0; k < j; k++) sum -= factor[i, k] * factor[j, k];
                if (root == 0 && Math.Abs(sum) > Math.Sqrt(rounding * Size())) return null;
                factor[i, j] = root == 0 ? 0 : sum / root;
            }
        }

        return factor;
    }

    private void SwapRows(int one, int other)
    {
        for (int j = 0; j < Columns && one != other; j++) (this[one, j], this[other, j]) = (this[other, j], this[one, j]);
    }

    /// <summary>With the same bits as entry by entry: a − f b and a + (−f) b are the same double.</summary>
    private void SubtractRow(int row, int other, double factor) =>
        ScaledSum.Add(Values.AsSpan(row * Columns, Columns), Values.AsSpan(other * Columns, Columns), -factor);
}
