using System.Collections.Immutable;

namespace FedPG.Experiments.Results;

/// <summary>A scored round with the highest objective of its run so far, and the cost of reaching it.</summary>
/// <param name="Objective">J.</param>
/// <param name="Round">The number of rounds.</param>
/// <param name="StepsPerAgent">Environment steps per agent; NaN if unknown.</param>
/// <param name="Seconds">Simulated seconds.</param>
public readonly record struct Milestone(double Objective, double Round, double StepsPerAgent, double Seconds)
{
    /// <summary>The milestones of a run, ascending.</summary>
    internal static ImmutableArray<Milestone> Of(RunRows run)
    {
        var milestones = ImmutableArray.CreateBuilder<Milestone>();
        double highest = double.NegativeInfinity;
        for (int i = 0; i < run.Rows.Length; i++)
        {
            var row = run.Rows[i];
            if (!(row.Objective > highest) || double.IsPositiveInfinity(row.Objective)) continue;
            highest = row.Objective;
            double steps = run.StepsPerAgent.IsDefaultOrEmpty ? double.NaN : run.StepsPerAgent[i];
            milestones.Add(new Milestone(highest, row.Round, steps, row.Tally.SimulatedSeconds));
        }

        return milestones.ToImmutable();
    }
}
