using System.Collections.Immutable;
using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Presentation.Figures;
using FedPG.Experiments.Presentation.Figures.Drawing;

namespace FedPG.Experiments.Presentation.Html;

/// <summary>The answers on the page, before everything else.</summary>
internal static class HtmlAnswer
{
    /// <summary>All answers, each with its figure and its table.</summary>
    public static Html Of(ImmutableArray<Answer> answers) => Html.Join(answers.Select(Section));

    private static Html Section(Answer answer, int index) => Html.Of($"""
        <section class="answer">
        <h2>{answer.Question}</h2>
        <p class="sentence">{answer.Sentence}</p>
        {Claim(answer)}
        <figure>
        {new Html(ChartDrawing.Svg(answer.Chart, FigureLayout.Wide).Inline("wide", $"answer{index}-w-"))}
        {new Html(ChartDrawing.Svg(answer.Chart, FigureLayout.Tall).Inline("tall", $"answer{index}-t-"))}
        <figcaption>{answer.Caption}</figcaption>
        </figure>
        <div class="scroll" role="region" aria-label="The answer in numbers" tabindex="0"><table aria-label="The answer in numbers">
        <thead><tr>{Html.Join(answer.Table.Headings.Select(heading => Html.Of($"""<th scope="col">{heading}</th>""")))}</tr></thead>
        <tbody>
        {Html.Join(answer.Table.Rows.Select(Row))}</tbody></table></div>
        </section>
        """);

    private static Html Claim(Answer answer) => answer.Claim.Length == 0 ? Html.Empty : Html.Of($"""
        <p class="claim">Claim: {answer.Claim} <strong>{AnswerVerdict.Of(answer.Agreement)}</strong></p>
        """);

    private static Html Row(ImmutableArray<string> cells) => Html.Of($"""
        <tr><th scope="row">{cells[0]}</th>{Html.Join(cells.Skip(1).Select(cell => Html.Of($"""<td class="number">{cell}</td>""")))}</tr>

        """);
}
