using System.Collections.Immutable;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Reports;

/// <summary>When a variant's runs first reached an objective.</summary>
/// <param name="Runs">The milestones of each run, [runs][ascending].</param>
public sealed record Milestones(ImmutableArray<ImmutableArray<Milestone>> Runs)
{
    /// <summary>How many runs reached a target.</summary>
    public int Reached(double target) => Runs.Count(run => run.Length > 0 && run[^1].Objective >= target);

    /// <summary>What it took until the objective first reached a target. A run that never did counts as infinite, so none is left out.</summary>
    /// <param name="target">The objective.</param>
    /// <param name="cost">Rounds, steps or seconds of a milestone.</param>
    public Estimate Until(double target, Func<Milestone, double> cost)
    {
        double[] costs = [.. Runs.Select(run => run.Length > 0 && run[^1].Objective >= target ? cost(run.First(m => m.Objective >= target)) : double.PositiveInfinity)];
        return Estimate.Of(costs);
    }
}
