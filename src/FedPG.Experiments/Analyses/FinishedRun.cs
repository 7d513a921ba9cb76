using System.Collections.Immutable;
using FedPG.Experiments.Records;
using FedPG.Experiments.Specification;

namespace FedPG.Experiments.Analyses;

/// <summary>A finished run: what it was to do and what it recorded.</summary>
/// <param name="Specification">Its settings and seed.</param>
/// <param name="Summary">Its row of the summary.</param>
/// <param name="Rows">Its scored rounds.</param>
internal sealed record FinishedRun(RunSpecification Specification, RunSummary Summary, ImmutableArray<RoundRow> Rows)
{
    /// <summary>Whether it ended before its last round or without a finite objective.</summary>
    public bool IsFailed => !Summary.Completed || !double.IsFinite(Summary.Objective) || Rows.IsEmpty;

    /// <summary>J after the last round; −∞ for a failed run, which is never dropped.</summary>
    public double Final => IsFailed ? double.NegativeInfinity : Summary.Objective;

    /// <summary>Mean of a column over the last quarter of the scored rounds; the given value for a failed run.</summary>
    public double Late(Func<RoundRow, double> column, double failed = double.NegativeInfinity)
    {
        if (IsFailed) return failed;
        var late = Rows.AsSpan()[^Math.Max(1, (Rows.Length - 1) / 4)..];
        double sum = 0;
        foreach (var row in late) sum += column(row);
        return sum / late.Length;
    }

    /// <summary>
    /// The first scored round from which on J is within a share of what there is to gain from the start to the best stationary policy
    /// that was found; infinite if there is none.
    /// </summary>
    public double RoundsTo(double share)
    {
        if (Rows.IsEmpty) return double.PositiveInfinity;
        double start = Rows[0].Objective, target = Best - share * (Best - start);
        foreach (var row in Rows)
        {
            if (row.Objective >= target) return row.Round;
        }

        return double.PositiveInfinity;
    }

    /// <summary>The best stationary policy's value.</summary>
    public double Best => Summary.ReferenceValues.BestStationary
        ?? throw new SpecificationException($"run '{Summary.Run}': its analysis", "no reference values", "runs with evaluation.references = all");

    /// <summary>What one agent samples in one round.</summary>
    public double SamplesARound
    {
        get
        {
            var local = Specification.Settings.Local;
            return (double)local.Steps * local.Batch * local.Horizon;
        }
    }
}
