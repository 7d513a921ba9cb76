using System.Globalization;
using CsCheck;
using FedPG.Kernels.Sparse;

namespace FedPG.Tests.Scoring;

public class ProvedSolverTests
{
    private static readonly Action<long> Free = _ => { };

    private static readonly Gen<double[,]> Matrices =
        from size in Gen.Int[1, 12]
        from sum in Gen.Int[0, 2].Select(place => ((double[])[0.3, 0.99, 0.9999])[place])
        from weights in Gen.Double[0, 1].Array[size * size]
        select Scaled(weights, size, sum);

    [Fact]
    public void Solutions_in_both_norms_are_as_near_as_they_claim() => Matrices.Sample(
        matrix =>
        {
            int size = matrix.GetLength(0);
            double[] b = [.. Enumerable.Range(0, size).Select(i => Math.Cos(i))];
            var rows = System(matrix);
            double inverse = InverseNorm.Of(rows, new ProvedSolver(size), Free);
            foreach (bool isTransposed in (bool[])[false, true])
            {
                var norm = isTransposed ? VectorNorm.Sum : VectorNorm.Largest;
                var x = new double[size];
                var system = isTransposed ? System(Transposed(matrix)) : rows;
                double error = new ProvedSolver(size).Solve(system, b, [], x, norm, inverse, 1e-14, Free);
                error.ShouldBeLessThanOrEqualTo(1e-14);

                decimal[] exact = Iterated(isTransposed ? Transposed(matrix) : matrix, b);
                double[] difference = [.. exact.Zip(x, (right, found) => (double)(right - Exact(found)))];
                norm.Of(difference).ShouldBeLessThanOrEqualTo(2e-14 * norm.Of(x));
            }
        },
        iter: 60);

    [Fact]
    public void Sweeps_alone_converge()
    {
        double[,] matrix = Scaled([.. Enumerable.Range(0, 36).Select(i => 1 + Math.Sin(i))], 6, 0.9);
        double[] b = [1, 0, 0, 2, 0, -1], swept = new double[6], x = new double[6];
        var system = System(matrix);
        for (int sweep = 0; sweep < 400; sweep++) system.Sweep(b, swept);
        new ProvedSolver(6).Solve(system, b, [], x, VectorNorm.Largest, inverse: 10, 1e-14, Free);
        for (int i = 0; i < 6; i++) swept[i].ShouldBe(x[i], 1e-13);
    }

    [Fact]
    public void Where_no_row_contracts_the_steps_that_are_left_bound_the_inverse()
    {
        // A walk to the right that ends after the last state: the largest sum of a row of A⁻¹ is the number of states.
        var matrix = new double[200, 200];
        for (int i = 0; i < 199; i++) matrix[i, i + 1] = 1;
        InverseNorm.Of(System(matrix), new ProvedSolver(200), Free).ShouldBeInRange(200, 500);
    }

    [Fact]
    public void A_walk_that_never_ends_has_no_bound() => Should.Throw<ArithmeticException>(
        () => InverseNorm.Of(System(new double[,] { { 0, 1 }, { 1, 0 } }), new ProvedSolver(2), Free));

    private static decimal[] Iterated(double[,] matrix, double[] b)
    {
        int size = b.Length;
        decimal[] x = [.. b.Select(Exact)];
        double contraction = Enumerable.Range(0, size).Max(i => Enumerable.Range(0, size).Sum(j => matrix[i, j]));

        // Σ_k M^k b = (… (I + M⁴)(I + M²)(I + M)) b: each step doubles the number of terms.
        var power = new decimal[size, size];
        for (int i = 0; i < size; i++)
            for (int j = 0; j < size; j++) power[i, j] = Exact(matrix[i, j]);
        for (int k = 0; k < 19 && Math.Pow(contraction, Math.Pow(2, k)) > 1e-20; k++)
        {
            x = [.. Enumerable.Range(0, size).Select(i => x[i] + Enumerable.Range(0, size).Sum(j => power[i, j] * x[j]))];
            power = Squared(power, size);
        }

        return x;
    }

    /// <summary>A cast would round to 15 digits.</summary>
    private static decimal Exact(double number) =>
        decimal.Parse(number.ToString("F24", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static decimal[,] Squared(decimal[,] matrix, int size)
    {
        var square = new decimal[size, size];
        for (int i = 0; i < size; i++)
            for (int j = 0; j < size; j++) square[i, j] = Enumerable.Range(0, size).Sum(k => matrix[i, k] * matrix[k, j]);
        return square;
    }

    private static double[,] Scaled(double[] weights, int size, double sum)
    {
        var matrix = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            double[] row = [.. weights[(i * size)..((i + 1) * size)].Select(weight => weight < 0.5 ? 0 : weight)];
            double total = row.Sum();
            for (int j = 0; j < size && total > 0; j++) matrix[i, j] = sum * row[j] / total;
        }

        return matrix;
    }

    private static double[,] Transposed(double[,] matrix)
    {
        int size = matrix.GetLength(0);
        var transposed = new double[size, size];
        for (int i = 0; i < size; i++)
            for (int j = 0; j < size; j++) transposed[j, i] = matrix[i, j];
        return transposed;
    }

    private static SparseSystem System(double[,] matrix)
    {
        int size = matrix.GetLength(0);
        int[] starts = new int[size + 1], middles = new int[size];
        var (columns, weights) = (new List<int>(), new List<double>());
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                if (j == i) middles[i] = columns.Count;
                if (j == i || matrix[i, j] == 0) continue;
                columns.Add(j);
                weights.Add(matrix[i, j]);
            }

            starts[i + 1] = columns.Count;
        }

        var system = new SparseSystem(new SparsePattern(starts, middles, [.. columns]));
        weights.CopyTo(system.Weights);
        for (int i = 0; i < size; i++) system.Loops[i] = matrix[i, i];
        system.Prepare();
        return system;
    }
}
