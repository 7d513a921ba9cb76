using System.Globalization;
using FedPG.Experiments.Results;

namespace FedPG.Experiments.Presentation.Html;

/// <summary>A policy as tables whose cells are shaded by their probability, one per phase.</summary>
internal static class HtmlPolicy
{
    public static Html Of(PolicyTable table) => Html.Of($"""
        <div class="policies">
        {Html.Join(Enumerable.Range(0, table.Period).Select(phase => Phase(table, phase)))}</div>

        """);

    private static Html Phase(PolicyTable table, int phase)
    {
        string caption = table.Period > 1 ? $"policy, phase {phase} of {table.Period}" : "policy";
        var heads = Enumerable.Range(0, table.Actions).Select(action => Html.Of($"""<th scope="col">{table.NameOfAction(action)}</th>"""));
        var rows = Enumerable.Range(0, table.States).Select(state =>
        {
            var cells = Enumerable.Range(0, table.Actions).Select(
                action => table.Offers(state, action) ? Cell(table.Of(phase, state, action)) : new Html("<td></td>"));
            return Html.Of($"""<tr><th scope="row">{table.NameOfState(state)}</th>{Html.Join(cells)}</tr>""");
        });
        string legend = $"{caption}: one row per state, one column per action"
            + (table.OffersAll ? "" : "; empty: not offered");
        return Html.Of($"""
            <div class="scroll" role="region" tabindex="0" aria-label="{caption}"><table class="heat"><caption>{legend}</caption>
            <thead><tr><td></td>{Html.Join(heads)}</tr></thead><tbody>{Html.Join(rows)}</tbody></table></div>

            """);
    }

    private static Html Cell(double probability)
    {
        string text = probability.ToString("0.00", CultureInfo.InvariantCulture);
        return Html.Of($"""<td style="--p:{text}"{(probability >= 0.55 ? new Html(" class=\"deep\"") : Html.Empty)}>{text}</td>""");
    }
}
