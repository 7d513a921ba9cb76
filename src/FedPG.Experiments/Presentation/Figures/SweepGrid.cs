using System.Collections.Immutable;
using System.Globalization;
using FedPG.Experiments.Results;

namespace FedPG.Experiments.Presentation.Figures;

/// <summary>A sweep of several settings as grids: two settings span a grid, one grid per method and point of the other settings.</summary>
/// <param name="Down">The setting whose values are the rows.</param>
/// <param name="Across">The setting whose values are the columns.</param>
/// <param name="Rows">The rows' values.</param>
/// <param name="Columns">The columns' values.</param>
/// <param name="Panels">The grids.</param>
internal sealed record SweepGrid(
    string Down, string Across, ImmutableArray<string> Rows, ImmutableArray<string> Columns, ImmutableArray<SweepGridPanel> Panels)
{
    /// <summary>The grids; null unless some variants sweep two settings together, with two values each.</summary>
    public static SweepGrid? Of(ExperimentResults results)
    {
        string[] settings = [.. results.Variants.SelectMany(variant => variant.Point).Select(value => value.Setting).Distinct()];
        var grids = from i in Enumerable.Range(0, settings.Length)
                    from j in Enumerable.Range(i + 1, settings.Length - i - 1)
                    let grid = Of(results, settings[i], settings[j])
                    where grid.Rows.Length > 1 && grid.Columns.Length > 1
                    select grid;

        // The two settings with the most values: the others tell the grids apart.
        return grids.MaxBy(grid => grid.Rows.Length * grid.Columns.Length);
    }

    // The grid of the variants that set both; the setting with more values goes across.
    private static SweepGrid Of(ExperimentResults results, string first, string second)
    {
        VariantResult[] variants =
        [
            .. results.Variants.Where(variant =>
                ValueOf(variant, first) is not null && ValueOf(variant, second) is not null
                && variant.Final(run => run.Objective) is not null),
        ];
        var (down, across) = Values(variants, first).Length < Values(variants, second).Length ? (first, second) : (second, first);
        var panels = variants.GroupBy(variant => Name(variant, down, across))
            .Select(panel => new SweepGridPanel(panel.Key, panel.DistinctBy(Place).ToImmutableDictionary(Place)));
        return new SweepGrid(down, across, Values(variants, down), Values(variants, across), [.. panels]);

        (string, string) Place(VariantResult variant) => (ValueOf(variant, down)!, ValueOf(variant, across)!);
    }

    private static ImmutableArray<string> Values(IEnumerable<VariantResult> variants, string setting) =>
        Ordered(variants.Select(variant => ValueOf(variant, setting)!).Distinct());

    private static string? ValueOf(VariantResult variant, string setting) =>
        variant.Point.FirstOrDefault(value => value.Setting == setting)?.Value;

    private static string Name(VariantResult variant, string down, string across)
    {
        var others = variant.Point.Where(value => value.Setting != down && value.Setting != across);
        return string.Join(' ', others.Select(value => $"{value.Setting}={value.Value}").Prepend(variant.Method));
    }

    private static ImmutableArray<string> Ordered(IEnumerable<string> values)
    {
        string[] all = [.. values];
        return all.All(value => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            ? [.. all.OrderBy(value => double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture))]
            : [.. all];
    }
}

/// <summary>One grid.</summary>
/// <param name="Name">The method, and the point of the settings that span no grid.</param>
/// <param name="Variants">The variants by row and column value.</param>
internal sealed record SweepGridPanel(string Name, ImmutableDictionary<(string Down, string Across), VariantResult> Variants);
