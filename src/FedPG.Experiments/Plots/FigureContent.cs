using System.Collections.Immutable;
using FedPG.Experiments.Records;
using FedPG.Experiments.Reports;
using FedPG.Experiments.Statistics;

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
        return new FigureContent
        {
            Title = PrintableText.Of($"{results.Title}: objective against rounds"),
            Subtitle = seeds > 1 ? $"Mean over {seeds} seeds; shaded: its 95 % interval. Dashed: reference values." : "One seed. Dashed: reference values.",
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

/// <summary>A variant's curve, without points that are not finite.</summary>
/// <param name="Name">The variant.</param>
/// <param name="Index">Its place among the variants, which decides its colour.</param>
/// <param name="Rounds">[points].</param>
/// <param name="Mean">[points].</param>
/// <param name="Low">[points].</param>
/// <param name="High">[points].</param>
/// <param name="Seeds">How many seeds stand behind it.</param>
internal sealed record FigureCurve(string Name, int Index, double[] Rounds, double[] Mean, double[] Low, double[] High, int Seeds)
{
    /// <summary>The last point with its interval.</summary>
    public MeanInterval End => new(Mean[^1], Seeds > 1 ? High[^1] - Mean[^1] : double.NaN, Seeds);

    /// <summary>The curve of a variant; none if no point of it is finite.</summary>
    public static FigureCurve? Of(VariantResult variant, int index)
    {
        Curve curve = variant.Curve;
        int[] finite = [.. Enumerable.Range(0, curve.Rounds.Length).Where(i => double.IsFinite(curve.Mean[i]))];
        return finite.Length == 0 ? null : new FigureCurve(
            PrintableText.Of(variant.Label), index, [.. finite.Select(i => (double)curve.Rounds[i])], Pick(curve.Mean), Pick(curve.Low), Pick(curve.High), curve.Seeds);

        double[] Pick(ImmutableArray<double> values) => [.. finite.Select(i => values[i])];
    }
}
