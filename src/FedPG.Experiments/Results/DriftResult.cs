namespace FedPG.Experiments.Results;

/// <summary>The drift of a variant: √(mean ‖θ^c − θ̄‖²) over the updates that were averaged.</summary>
internal static class DriftResult
{
    private const int Stretches = 100;

    /// <summary>Drift against rounds; many rounds are averaged over equal stretches. A failed run has infinite drift.</summary>
    public static Curve Of(IReadOnlyList<RunRows> runs) =>
        RoundCurve.Binned(runs, row => row.Drift, Stretches, worst: double.PositiveInfinity);
}
