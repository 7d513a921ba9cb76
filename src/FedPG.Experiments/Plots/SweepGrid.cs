using System.Collections.Immutable;
using System.Globalization;
using FedPG.Experiments.Reports;

namespace FedPG.Experiments.Plots;

/// <summary>A sweep of several settings as grids: two settings span a grid, and there is one for each method and point of the others.</summary>
/// <param name="Down">The setting whose values are the rows.</param>
/// <param name="Across">The setting whose values are the columns.</param>
/// <param name="Rows">The rows' values.</param>
/// <param name="Columns">The columns' values.</param>
/// <param name="Panels">The grids.</param>
internal sealed record SweepGrid(
    string Down, string Across, ImmutableArray<string> Rows, ImmutableArray<string> Columns, ImmutableArray<SweepGridPanel> Panels)
{
    /// <summary>The grids; none unless a variant sweeps two settings that have two values each.</summary>
    public static SweepGrid? Of(ExperimentResults results)
    {
        var settings = results.Variants.SelectMany(variant => variant.Point).GroupBy(value => value.Setting, value => value.Value)
            .Select(setting => (setting.Key, Values: Ordered(setting.Distinct()))).Where(setting => setting.Values.Length > 1).ToList();
        if (settings.Count < 2) return null;

        // The two with the most values: the others tell the grids apart.
        var (down, across) = (settings.OrderByDescending(setting => setting.Values.Length).ElementAt(1), settings.MaxBy(setting => setting.Values.Length));
        SweepGridPanel[] panels =
        [
            .. results.Variants
                .Where(variant => ValueOf(variant, down.Key) is not null && ValueOf(variant, across.Key) is not null)
                .Where(variant => variant.Final(run => run.Objective) is not null)
                .GroupBy(variant => Name(variant, down.Key, across.Key))
                .Select(panel => new SweepGridPanel(panel.Key, panel.DistinctBy(Place).ToImmutableDictionary(Place))),
        ];
        return panels.Length > 0 ? new SweepGrid(down.Key, across.Key, down.Values, across.Values, [.. panels]) : null;

        (string, string) Place(VariantResult variant) => (ValueOf(variant, down.Key)!, ValueOf(variant, across.Key)!);
    }

    private static string? ValueOf(VariantResult variant, string setting) => variant.Point.FirstOrDefault(value => value.Setting == setting)?.Value;

    private static string Name(VariantResult variant, string down, string across) => string.Join(
        ' ', variant.Point.Where(value => value.Setting != down && value.Setting != across).Select(value => $"{value.Setting}={value.Value}").Prepend(variant.Method));

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
