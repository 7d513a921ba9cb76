using System.Collections.Immutable;
using System.Globalization;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>Ticks at multiples of 1, 2 or 5 times a power of ten.</summary>
internal static class AxisTicks
{
    /// <summary>The ticks in a range.</summary>
    /// <param name="range">The range.</param>
    /// <param name="most">Their largest number, at least 2.</param>
    public static ImmutableArray<(double At, string Text)> Within(ValueRange range, int most)
    {
        double raw = range.Span / most, power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double step = ((double[])[1, 2, 5, 10]).First(multiple => multiple * power >= raw * (1 - 1e-9)) * power;
        double first = Math.Ceiling(range.Low / step - 1e-9), last = Math.Floor(range.High / step + 1e-9);
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step).Select(at => (at, Text(at, step)))];
    }

    private static string Text(double number, double step)
    {
        string format = step is >= 1e5 or < 1e-5 ? "0.###e0" : $"F{Math.Max((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0)}";
        string text = Math.Abs(number).ToString(format, CultureInfo.InvariantCulture);
        return number < 0 && text.AsSpan().ContainsAnyInRange('1', '9') ? $"−{text}" : text;
    }
}
