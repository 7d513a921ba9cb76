using System.Collections.Immutable;
using FedPG.Experiments.Records;
using FedPG.Experiments.Results;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>A reference value: a dashed line across the figure.</summary>
internal sealed record FigureReference(string Name, double Value)
{
    /// <summary>The maximum number of sets of reference values; more lines would hide the curves.</summary>
    public const int MostSets = 3;

    /// <summary>The difference of two bounds, relative to them, below which one line stands for both.</summary>
    private const double LeastDistance = 1e-4;

    /// <summary>The lines of all reference values.</summary>
    public static ImmutableArray<FigureReference> Of(ImmutableArray<ReferenceSet> sets)
    {
        if (sets.Length > MostSets) return [];
        var lines = new List<FigureReference>();
        foreach (ReferenceSet set in sets)
        {
            string suffix = sets.Length > 1 && set.Environment.Length > 0 ? $", {set.Environment}" : "";
            ReferenceSummary values = set.Values;
            foreach (var (name, value) in Roof(values)) Add(name, value);
            foreach (PeriodicValue periodic in values.BestPeriodic) Add($"best of period {periodic.Period}", periodic.Value);
            Add("best stationary", values.BestStationary);
            Add("best common linear", values.BestCommonLinear);
            Add("best deterministic", values.BestDeterministic);

            void Add(string name, double? value)
            {
                if (value is { } v && double.IsFinite(v)) lines.Add(new FigureReference(PrintableText.Of(name + suffix), v));
            }
        }

        return [.. lines.Distinct()];
    }

    /// <summary>The upper bound of every policy: that of policies with memory where it is tighter than the agents' own optima.</summary>
    private static IEnumerable<(string Name, double? Value)> Roof(ReferenceSummary values)
    {
        if (values.BestHistoryDependent is not { } best || !(best.Upper < values.UpperBound)) return [("upper bound", values.UpperBound)];
        const string Name = "best history-dependent";
        return best.Upper - best.Lower <= LeastDistance * Math.Abs(best.Upper)
            ? [(Name, best.Upper)]
            : [($"{Name}, at most", best.Upper), ($"{Name}, at least", best.Lower)];
    }
}
