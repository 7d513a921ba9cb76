using System.Runtime.InteropServices;
using FedPG.Control.Processes;
using FedPG.Numerics;

namespace FedPG.Control.Training;

/// <summary>
/// Least squares of G_t / γ^t on the features. Trajectories with odd numbers have the weights that fit those with even numbers, and the
/// other way round, so that no trajectory's baseline depends on its own actions.
/// </summary>
internal sealed class LinearBaseline : IBaseline
{
    /// <summary>Added to the diagonal, relative to its mean, as features may depend on each other.</summary>
    private const double Ridge = 1e-8;

    /// <summary>Later steps, which weigh less, would be divided by numbers that have lost their digits, in the end by 0.</summary>
    private const double LeastWeight = 1e-280;

    private readonly int _features;
    private readonly double[][] _weights;
    private readonly double[] _normal;

    /// <summary>Allocates the buffers.</summary>
    /// <param name="features">F.</param>
    public LinearBaseline(int features) =>
        (_features, _weights, _normal) = (features, [new double[features], new double[features]], new double[features * features]);

    public void Subtract(TrajectoryBatch batch, BatchRewardsToGo toGo)
    {
        Fit(batch, toGo, 0);
        Fit(batch, toGo, 1);
        for (int t = 0; t < batch.Steps; t++)
        {
            Span<double> values = toGo.Of(t), alive = batch.Alive(t);
            var features = batch.Features(t);
            for (int j = 0; j < batch.Trajectories; j++)
            {
                if (alive[j] == 0) continue;
                double fitted = 0;
                double[] weights = _weights[1 - j % 2];
                for (int f = 0; f < _features; f++) fitted += weights[f] * features[f * batch.Width + j];
                values[j] -= toGo.Power(t) * fitted;
            }
        }
    }

    /// <summary>Fits the trajectories with one parity.</summary>
    private void Fit(TrajectoryBatch batch, BatchRewardsToGo toGo, int parity)
    {
        double[] right = _weights[parity];
        Array.Clear(right);
        Array.Clear(_normal);
        for (int t = 0; t < batch.Steps && toGo.Power(t) >= LeastWeight; t++)
        {
            Span<double> values = toGo.Of(t), alive = batch.Alive(t);
            var features = batch.Features(t);
            for (int j = parity; j < batch.Trajectories; j += 2)
            {
                if (alive[j] == 0) continue;
                for (int f = 0; f < _features; f++)
                {
                    double φ = features[f * batch.Width + j];
                    right[f] += φ * values[j] / toGo.Power(t);
                    for (int g = 0; g <= f; g++) _normal[f * _features + g] += φ * features[g * batch.Width + j];
                }
            }
        }

        double trace = 0;
        for (int f = 0; f < _features; f++) trace += _normal[f * _features + f];
        if (trace == 0) return;
        for (int f = 0; f < _features; f++) _normal[f * _features + f] += Ridge * trace / _features;
        SymmetricElimination.Solve(
            MemoryMarshal.Cast<double, Scalar>(_normal.AsSpan()), MemoryMarshal.Cast<double, Scalar>(right.AsSpan()));
    }
}
