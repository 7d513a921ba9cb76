using System.Collections.Immutable;
using FedPG.Experiments.Records;
using FedPG.Experiments.Reports;

namespace FedPG.Experiments.Plots;

/// <summary>What the figure draws, without saying where.</summary>
internal sealed record FigureContent
{
    /// <summary>Beyond this many sets of reference values their lines would hide the curves: they stand in the table only.</summary>
    public const int MostReferenceSets = 3;

    public required string Title { get; init; }

    public required string Subtitle { get; init; }

    public required ImmutableArray<FigureCurve> Curves { get; init; }

    public required ImmutableArray<FigureReference> References { get; init; }

    public static FigureContent Of(ExperimentResults results)
    {
        var curves = results.Variants.Select((variant, i) => FigureCurve.Of(variant, i)).OfType<FigureCurve>().ToImmutableArray();
        int seeds = results.Variants.Max(variant => variant.Curve.Seeds);
        string mean = results.Variants.All(variant => variant.Curve.Seeds == seeds) ? $"{seeds} seeds" : $"up to {seeds} seeds";
        return new FigureContent
        {
            Title = PrintableText.Of($"{results.Title}: objective against rounds"),
            Subtitle = seeds > 1 ? $"Mean over {mean}; shaded: its 95 % interval. Dashed: reference values." : "One seed. Dashed: reference values.",
            Curves = curves,
            References = results.References.Length > MostReferenceSets ? [] : Lines(results.References),
        };
    }

    private static ImmutableArray<FigureReference> Lines(ImmutableArray<ReferenceSet> sets)
    {
        var lines = new List<FigureReference>();
        foreach (ReferenceSet set in sets)
        {
            string suffix = sets.Length > 1 && set.Environment.Length > 0 ? $", {set.Environment}" : "";
            ReferenceSummary values = set.Values;
            Add("upper bound", values.UpperBound);
            foreach (PeriodicValue periodic in values.BestPeriodic) Add($"best of period {periodic.Period}", periodic.Value);
            Add("best stationary", values.BestStationary);
            Add("best deterministic", values.BestDeterministic);

            void Add(string name, double? value)
            {
                if (value is { } v && double.IsFinite(v)) lines.Add(new FigureReference(PrintableText.Of(name + suffix), v));
            }
        }

        return [.. lines.Distinct()];
    }
}

/// <summary>A dashed line across the figure.</summary>
internal sealed record FigureReference(string Name, double Value);
