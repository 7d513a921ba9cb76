using FedPG.Kernels.Linear;
using FedPG.Options;

namespace FedPG.Aggregation.Robust;

/// <summary>The section <c>fedpg.server.centered-clipping</c>.</summary>
public sealed record CenteredClippingOptions
{
    /// <summary>τ: differences from the centre are clipped to this norm.</summary>
    [AtLeast(0, Exclusive = true)] public double Radius { get; init; } = 1;

    /// <summary>The number of steps per round.</summary>
    [Between(1, 1_000_000)] public int Steps { get; init; } = 1;

    /// <summary>Whether a round's centre is θ_r plus the step of the preceding round; otherwise θ_r.</summary>
    public bool Carry { get; init; } = true;
}

/// <summary>
/// Centred clipping (Karimireddy, He and Jaggi 2021, arXiv 2012.10333): v ← v + W⁻¹ Σ w_i (x_i − v) min(1, τ/‖x_i − v‖), from θ_r plus the
/// step of the preceding round, which the server remembers.
/// </summary>
internal sealed class CenteredClipping(CenteredClippingOptions options) : ListAggregator
{
    protected override void Combine(UpdateList updates, in AggregationRound round, Span<double> result)
    {
        string name = FormattableString.Invariant($"centered-clipping.step-{round.Server?.Phase ?? 0}");
        double[] carried = options.Carry && round.Server is { } server ? server.State.Copy(name, result.Length) : new double[result.Length];
        for (int k = 0; k < result.Length; k++) result[k] = round.Broadcast[k] + carried[k];
        double[] step = new double[result.Length];
        for (int s = 0; s < options.Steps; s++) Step(updates, result, step);
        if (!options.Carry || round.Server is null) return;
        for (int k = 0; k < result.Length; k++) carried[k] = result[k] - round.Broadcast[k];
        round.Server.State = round.Server.State.With(name, carried);
    }

    private void Step(UpdateList updates, Span<double> centre, Span<double> step)
    {
        step.Clear();
        double weight = 0;
        for (int i = 0; i < updates.Count; i++)
        {
            var x = updates[i];
            double share = updates.Weight(i) * Math.Min(1, options.Radius / Math.Sqrt(FixedOrder.SquaredDistance(x, centre)));
            weight += updates.Weight(i);
            for (int k = 0; k < step.Length; k++) step[k] += share * (x[k] - centre[k]);
        }

        for (int k = 0; k < centre.Length; k++) centre[k] += step[k] / weight;
    }
}
