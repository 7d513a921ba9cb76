using System.Collections.Immutable;

namespace FedPG.Experiments.Reports;

/// <summary>A scored round whose objective was the highest of its run so far, and what it took to get there.</summary>
/// <param name="Objective">J.</param>
/// <param name="Round">Rounds so far.</param>
/// <param name="StepsPerAgent">Environment steps an agent so far; NaN where they are not known.</param>
/// <param name="Seconds">Simulated seconds so far.</param>
public readonly record struct Milestone(double Objective, double Round, double StepsPerAgent, double Seconds)
{
    /// <summary>A run's milestones, ascending.</summary>
    internal static ImmutableArray<Milestone> Of(RunRows run)
    {
        var milestones = ImmutableArray.CreateBuilder<Milestone>();
        double highest = double.NegativeInfinity;
        for (int i = 0; i < run.Rows.Length; i++)
        {
            var row = run.Rows[i];
            if (!(row.Objective > highest) || double.IsPositiveInfinity(row.Objective)) continue;
            highest = row.Objective;
            milestones.Add(new Milestone(highest, row.Round, run.StepsPerAgent.IsDefaultOrEmpty ? double.NaN : run.StepsPerAgent[i], row.Tally.SimulatedSeconds));
        }

        return milestones.ToImmutable();
    }
}
