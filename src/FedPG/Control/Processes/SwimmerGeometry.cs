using System.Runtime.CompilerServices;
using FedPG.Kernels.Columns;
using FedPG.Numerics;

namespace FedPG.Control.Processes;

/// <summary>
/// What the joints of a swimmer imply: the centres of the links relative to the centre of mass are Σ_j P_ij (cos θ_j, sin θ_j), and
/// G = PᵀP is the inertia of the angles.
/// </summary>
internal sealed class SwimmerGeometry
{
    /// <summary>The moment of inertia of a link about its centre.</summary>
    public const double Moment = 1.0 / 12;

    private readonly double[] _offsets;
    private readonly double[] _inertia;

    /// <summary>The geometry of a chain of links of length and mass 1.</summary>
    /// <param name="links">n: from 2 to 32.</param>
    public SwimmerGeometry(int links)
    {
        if (links is < 2 or > Swimmer.MaxLinks)
        {
            throw new SpecificationException("environment.links", $"{links}", $"from 2 to {Swimmer.MaxLinks}");
        }

        Links = links;
        _offsets = new double[links * links];
        _inertia = new double[links * links];

        // Centre k is half of link 0, the links between, and half of link k away from centre 0; the centre of mass is their mean. As
        // multiples of 1/(2n) all of this is exact.
        for (int i = 0; i < links; i++)
        {
            for (int j = 0; j < links; j++)
            {
                int mean = 0;
                for (int k = 0; k < links; k++) mean += Halves(k, j);
                _offsets[i * links + j] = (links * Halves(i, j) - mean) / (2.0 * links);
            }
        }

        for (int i = 0; i < links * links; i++)
        {
            for (int k = 0; k < links; k++) _inertia[i] += Offset(k, i / links) * Offset(k, i % links);
        }
    }

    /// <summary>n.</summary>
    public int Links { get; }

    /// <summary>P_ij.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Offset(int i, int j) => _offsets[i * Links + j];

    /// <summary>G_ij.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Inertia(int i, int j) => _inertia[i * Links + j];

    /// <summary>
    /// Solves (I/12 + G_ij cos(θ_i − θ_j)) θ̈ = moments by elimination without pivoting: the matrix is symmetric and positive definite.
    /// </summary>
    /// <param name="sine">sin θ, [n].</param>
    /// <param name="cosine">cos θ, [n].</param>
    /// <param name="moments">The moments, [n]; replaced by θ̈.</param>
    [SkipLocalsInit]
    public void Accelerate<T>(ReadOnlySpan<T> sine, ReadOnlySpan<T> cosine, Span<T> moments)
        where T : unmanaged, IReal<T>
    {
        int n = Links, size = n * n + 1;
        var scratch = new LaneScratch<T>(LaneColumns.Fits<T>(size) ? stackalloc T[size] : [], size);
        Span<T> matrix = scratch.Numbers;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                matrix[i * n + j] = Inertia(i, j) * (cosine[i] * cosine[j] + sine[i] * sine[j]) + (i == j ? Moment : 0);
            }
        }

        SymmetricElimination.Solve(matrix, moments);
        scratch.Release();
    }

    /// <summary>How many halves of link j lie between centre 0 and centre k.</summary>
    private static int Halves(int k, int j) => k == 0 || j > k ? 0 : j == 0 || j == k ? 1 : 2;
}
