using System.Collections.Immutable;
using FedPG.Control;
using FedPG.Control.Exact;
using FedPG.Control.Policies;
using FedPG.Control.Processes;
using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Results;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Analyses.Questions;

/// <summary>A policy; with 0 bits if its actions are not rounded.</summary>
/// <param name="Name">The policy.</param>
/// <param name="Bits">b.</param>
/// <param name="Gap">How far its last rounds are from the optimum, relative to it.</param>
/// <param name="Rounding">What rounding costs.</param>
internal sealed record ResolutionPoint(string Name, int Bits, Estimate Gap, RoundingCost Rounding)
{
    /// <summary>The name of trees of bits.</summary>
    public const string Tree = "bits";

    /// <summary>The trajectories of a rounded policy.</summary>
    private const int Episodes = 1000;

    /// <summary>The gap after each scored round.</summary>
    public ImmutableArray<ChartPoint> Rounds { get; private init; } = [];

    /// <summary>Whether a variant's actions are not rounded.</summary>
    public static bool IsGaussian(VariantResult variant) => variant.Settings.Policy.Family == "gaussian";

    /// <summary>Measures a variant.</summary>
    /// <param name="variant">The variant.</param>
    /// <param name="costs">What rounding costs, by environment and bits: found there or added.</param>
    public static ResolutionPoint Of(VariantResult variant, Dictionary<(string, int), RoundingCost> costs)
    {
        var settings = variant.Settings;
        var environments = settings.Environment.Build(settings.Discount) as ControlEnvironments;
        var system = environments is null ? null : LinearQuadraticSystems.Of(environments.Types[0]);
        if (system is null)
        {
            throw new SpecificationException(
                "fedpg.report.analysis = resolution", $"the environment {variant.Environment}", "chain-lqr or lqr");
        }

        var (best, gain) = Riccati.Optimum(system, environments!.Discount);
        var gap = variant.Estimate(run => run.GapTo(best));
        var rounds = variant.Points(row => row.Round, row => (best - row.Objective) / Math.Abs(best));
        if (IsGaussian(variant)) return new ResolutionPoint("gaussian", 0, gap, new RoundingCost(0, 0, 0)) { Rounds = rounds };
        string name = settings.Policy.Family != "softmax" ? settings.Policy.Family
            : settings.Algorithm == "b-rs-fedpg" ? Tree : "softmax";
        var grid = new ActionGrid(environments.Shape, settings.Policy.Bits, settings.Policy.Decoding);
        var key = ($"{variant.Environment} {settings.Policy.Decoding}", grid.Bits);
        if (!costs.TryGetValue(key, out var rounding))
        {
            double formula = LinearGain.Of(system, gain, [], environments.Discount)!.QuantisationCost(grid.Step, environments.Discount);
            double cost = RoundedGain.Cost(environments, type: 0, gain, grid, Episodes);
            costs[key] = rounding = new RoundingCost(grid.Step, cost / Math.Abs(best), formula / Math.Abs(best));
        }

        return new ResolutionPoint(name, settings.Policy.Bits, gap, rounding) { Rounds = rounds };
    }
}

/// <summary>The price of rounding relative to the optimum.</summary>
/// <param name="Step">Δ.</param>
/// <param name="Cost">In trajectories of the rounded optimal actions.</param>
/// <param name="Formula">As of independent uniform errors.</param>
internal sealed record RoundingCost(double Step, double Cost, double Formula);
