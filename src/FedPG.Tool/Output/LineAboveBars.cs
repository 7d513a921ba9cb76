using Spectre.Console;
using Spectre.Console.Rendering;

namespace FedPG.Tool.Output;

/// <summary>A line above the bars. The bars are drawn again below it, so what the screen still shows of them is erased first.</summary>
internal sealed class LineAboveBars(string text) : IRenderable
{
    private const string EraseBelow = "\u001b[J";

    private readonly IRenderable _text = new Text(text);

    public Measurement Measure(RenderOptions options, int maxWidth) => _text.Measure(options, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        if (options.Ansi) yield return Segment.Control(EraseBelow);
        foreach (var segment in _text.Render(options, maxWidth)) yield return segment;
        yield return Segment.LineBreak;
    }
}
