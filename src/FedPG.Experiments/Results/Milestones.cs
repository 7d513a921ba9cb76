using System.Collections.Immutable;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Results;

/// <summary>The milestones of a variant's runs: when each first reached an objective.</summary>
/// <param name="Runs">The milestones of each run, [runs][ascending].</param>
public sealed record Milestones(ImmutableArray<ImmutableArray<Milestone>> Runs)
{
    /// <summary>The number of runs that reached a target.</summary>
    public int Reached(double target) => Runs.Count(run => run.Length > 0 && run[^1].Objective >= target);

    /// <summary>The cost of first reaching a target; infinite for a run that never does, so that no run is left out.</summary>
    /// <param name="target">The objective.</param>
    /// <param name="cost">Rounds, steps or seconds of a milestone.</param>
    public Estimate Until(double target, Func<Milestone, double> cost)
    {
        return Estimate.Of([.. Runs.Select(Cost)]);

        double Cost(ImmutableArray<Milestone> run) => run.Length > 0 && run[^1].Objective >= target
            ? cost(run.First(milestone => milestone.Objective >= target))
            : double.PositiveInfinity;
    }
}
