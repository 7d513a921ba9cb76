using FedPG.Numerics;

namespace FedPG.Control.Processes;

internal static class SymmetricElimination
{
    /// <summary>
    /// Solves a symmetric, positive definite system by the factorisation L D Lᵀ, which needs no pivots and no square roots.
    /// </summary>
    /// <param name="matrix">The lower triangle, [n][n], row by row; replaced by L below the diagonal and 1/D on it.</param>
    /// <param name="vector">The right side, [n]; replaced by the solution.</param>
    public static void Solve<T>(Span<T> matrix, Span<T> vector)
        where T : unmanaged, IReal<T>
    {
        int n = vector.Length;
        for (int k = 0; k < n; k++)
        {
            T inverse = 1 / matrix[k * n + k];
            matrix[k * n + k] = inverse;
            for (int i = k + 1; i < n; i++)
            {
                T factor = matrix[i * n + k] * inverse;
                for (int j = k + 1; j <= i; j++) matrix[i * n + j] -= factor * matrix[j * n + k];
                vector[i] -= factor * vector[k];
            }

            for (int i = k + 1; i < n; i++) matrix[i * n + k] *= inverse;
        }

        for (int i = n - 1; i >= 0; i--)
        {
            T sum = vector[i] * matrix[i * n + i];
            for (int j = i + 1; j < n; j++) sum -= matrix[j * n + i] * vector[j];
            vector[i] = sum;
        }
    }
}
