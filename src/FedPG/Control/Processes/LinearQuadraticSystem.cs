using FedPG.Kernels.Linear;

namespace FedPG.Control.Processes;

/// <summary>
/// A linear system x' = A x + B u + w with quadratic costs xᵀQx + uᵀRu; the noise w has the covariance W, and the first state has the mean
/// 0 and the second moment X0. Immutable.
/// </summary>
public sealed class LinearQuadraticSystem
{
    /// <summary>Builds and checks a system; all matrices are row-major and copied.</summary>
    /// <param name="name">The name used in messages and reports.</param>
    /// <param name="states">n, at least 1.</param>
    /// <param name="actions">d, at least 1.</param>
    /// <param name="a">A, [n][n].</param>
    /// <param name="b">B, [n][d].</param>
    /// <param name="q">Q, [n][n], symmetric and positive semidefinite.</param>
    /// <param name="r">R, [d][d], symmetric and positive definite.</param>
    /// <param name="w">W, [n][n], symmetric and positive semidefinite.</param>
    /// <param name="x0">X0, [n][n], symmetric and positive semidefinite.</param>
    /// <exception cref="SpecificationException">A size or a matrix is invalid.</exception>
    public LinearQuadraticSystem(
        string name,
        int states,
        int actions,
        ReadOnlySpan<double> a,
        ReadOnlySpan<double> b,
        ReadOnlySpan<double> q,
        ReadOnlySpan<double> r,
        ReadOnlySpan<double> w,
        ReadOnlySpan<double> x0)
    {
        Name = name;
        if (states < 1) throw new SpecificationException($"system '{name}', states", $"{states}", "at least 1");
        if (actions < 1) throw new SpecificationException($"system '{name}', actions", $"{actions}", "at least 1");
        A = Read("A", states, states, a);
        B = Read("B", states, actions, b);
        Q = Read("Q", states, states, q);
        R = Read("R", actions, actions, r);
        W = Read("W", states, states, w);
        X0 = Read("X0", states, states, x0);
        RequireSemidefinite("Q", Q);
        var factor = RequireSemidefinite("R", R);
        RequireSemidefinite("W", W);
        RequireSemidefinite("X0", X0);
        for (int i = 0; i < actions; i++)
        {
            if (factor[i, i] == 0) throw new SpecificationException($"system '{name}', R", "a singular matrix", "positive definite");
        }
    }

    /// <summary>Builds and checks a system from matrices.</summary>
    internal LinearQuadraticSystem(string name, Matrix a, Matrix b, Matrix q, Matrix r, Matrix w, Matrix x0)
        : this(name, a.Rows, b.Columns, a.Values, b.Values, q.Values, r.Values, w.Values, x0.Values)
    {
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>n.</summary>
    public int States => A.Rows;

    /// <summary>d.</summary>
    public int Actions => B.Columns;

    /// <summary>A, [n][n].</summary>
    internal Matrix A { get; }

    /// <summary>B, [n][d].</summary>
    internal Matrix B { get; }

    /// <summary>Q, [n][n].</summary>
    internal Matrix Q { get; }

    /// <summary>R, [d][d].</summary>
    internal Matrix R { get; }

    /// <summary>W, [n][n].</summary>
    internal Matrix W { get; }

    /// <summary>X0, [n][n].</summary>
    internal Matrix X0 { get; }

    /// <summary>Whether another system, of the same sizes, has the same matrices.</summary>
    internal bool HasMatricesOf(LinearQuadraticSystem other) =>
        ((Matrix[])[A, B, Q, R, W, X0]).Zip(
            [other.A, other.B, other.Q, other.R, other.W, other.X0], (one, its) => one.Values.AsSpan().SequenceEqual(its.Values))
        .All(isEqual => isEqual);

    /// <summary>
    /// The system with a further state variable that is always 1, so that a gain of it is the offset of an affine policy. Its values need a
    /// discount.
    /// </summary>
    internal LinearQuadraticSystem WithConstant()
    {
        var b = Matrix.Of(States + 1, Actions, (i, j) => i < States ? B[i, j] : 0);
        return new LinearQuadraticSystem(Name, Bordered(A, 1), b, Bordered(Q, 0), R, Bordered(W, 0), Bordered(X0, 1));

        Matrix Bordered(Matrix matrix, double corner) =>
            Matrix.Of(States + 1, States + 1, (i, j) => i < States && j < States ? matrix[i, j] : i == j ? corner : 0);
    }

    private Matrix Read(string what, int rows, int columns, ReadOnlySpan<double> values)
    {
        string place = $"system '{Name}', {what}";
        if (values.Length != (long)rows * columns)
        {
            throw new SpecificationException(place, $"{values.Length} numbers", $"{(long)rows * columns} numbers");
        }

        var matrix = new Matrix(rows, columns, values.ToArray());
        return matrix.IsFinite ? matrix : throw new SpecificationException(place, "a number that is not finite", "finite numbers");
    }

    private Matrix RequireSemidefinite(string what, Matrix matrix)
    {
        string place = $"system '{Name}', {what}";
        if ((matrix - matrix.T).Size() > 1e-12 * matrix.Size())
        {
            throw new SpecificationException(place, "a matrix that is not symmetric", "a symmetric matrix");
        }

        return matrix.Factor()
            ?? throw new SpecificationException(place, "a matrix with a negative eigenvalue", "a positive semidefinite matrix");
    }
}
