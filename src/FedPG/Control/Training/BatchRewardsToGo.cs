using FedPG.Kernels.Columns;
using FedPG.Kernels.Linear;

namespace FedPG.Control.Training;

/// <summary>The discounted rewards from every step of a batch on: G_t = Σ_{k ≥ t} γ^k (r_k − λ ℓ_k), 0 after the end.</summary>
internal sealed class BatchRewardsToGo
{
    private readonly double[] _powers;

    // One step more than there are: after the last one, nothing is to go.
    private readonly AlignedArray<double> _values;
    private readonly int _width;

    /// <summary>Allocates the values of a batch.</summary>
    /// <param name="width">The width.</param>
    /// <param name="horizon">T.</param>
    /// <param name="discount">γ.</param>
    public BatchRewardsToGo(int width, int horizon, double discount)
    {
        (_width, _values, _powers) = (width, new(width * (horizon + 1)), new double[horizon]);
        double power = 1;
        for (int t = 0; t < horizon; t++, power *= discount) _powers[t] = power;
    }

    /// <summary>γ^t.</summary>
    public double Power(int step) => _powers[step];

    /// <summary>G_t of consecutive steps, [steps][width].</summary>
    public Span<double> Of(int step, int steps = 1) => _values.Span.Slice(step * _width, steps * _width);

    /// <summary>Sums the rewards of a batch from its last step.</summary>
    /// <param name="batch">The trajectories.</param>
    /// <param name="temperature">λ.</param>
    public void Compute(TrajectoryBatch batch, double temperature)
    {
        Of(batch.Steps).Clear();
        for (int t = batch.Steps - 1; t >= 0; t--)
        {
            var step = new EpisodeStep(batch.Rewards(t), batch.Ratings(t)[_width..], batch.Alive(t));
            EpisodeColumns.StepBack(step, temperature, _powers[t], Of(t + 1), Of(t));
        }
    }
}
