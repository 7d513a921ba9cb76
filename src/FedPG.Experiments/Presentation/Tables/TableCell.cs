using FedPG.Experiments.Statistics;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Tables;

/// <summary>A cell: the text for people and the number for programs.</summary>
/// <param name="Text">The text.</param>
/// <param name="Number">The number, or null for text alone.</param>
/// <param name="Interval">The ends of the number's interval, or null.</param>
internal readonly record struct TableCell(string Text, double? Number = null, (double Low, double High)? Interval = null)
{
    /// <summary>A cell without a value.</summary>
    public static TableCell None { get; } = new(NumberText.None);

    /// <summary>A text is a cell.</summary>
    public static implicit operator TableCell(string text) => new(text);

    /// <summary>An estimate, formatted by <paramref name="text"/>; a dash for null.</summary>
    public static TableCell Of(Estimate? estimate, Func<Estimate, string> text) =>
        estimate is { } e ? new TableCell(text(e), e.Value, (e.Low, e.High)) : None;

    /// <summary>A count.</summary>
    public static TableCell Count(long count) => new(NumberText.Count(count), count);
}
