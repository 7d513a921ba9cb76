namespace FedPG.Experiments.Reports;

/// <summary>How far the agents' parameters lay apart after local training: √(mean ‖θ^c − θ̄‖²).</summary>
internal static class DriftResult
{
    private const int Stretches = 100;

    /// <summary>Drift against rounds, as means over stretches of rounds where there are many; a run that fails counts as infinitely far apart.</summary>
    public static Curve Of(IReadOnlyList<RunRows> runs) => RoundCurve.Binned(runs, row => row.Drift, Stretches, worst: double.PositiveInfinity);
}
