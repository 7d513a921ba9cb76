using System.Collections.Immutable;

namespace FedPG.Experiments.Presentation.Figures.Drawing;

/// <summary>Ticks of a log₁₀ axis: powers of ten, with multiples between them on a short axis.</summary>
internal static class DecadeTicks
{
    private const int MostTicks = 9;

    /// <summary>The ticks within a range.</summary>
    /// <param name="low">log₁₀ of the lower end.</param>
    /// <param name="high">log₁₀ of the upper end.</param>
    /// <param name="text">Formats a value.</param>
    public static ImmutableArray<(double At, string Text)> Within(double low, double high, Func<double, string> text)
    {
        double[] factors = (high - low) switch
        {
            > 2.5 => [1],
            > 0.8 => [1, 2, 5],
            _ => [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9],
        };
        int every = Math.Max(1, (int)Math.Ceiling((high - low) / MostTicks));
        var ticks = from exponent in Enumerable.Range((int)Math.Floor(low), (int)Math.Ceiling(high) - (int)Math.Floor(low) + 1)
                    where exponent % every == 0
                    from factor in factors
                    let at = exponent + Math.Log10(factor)
                    where at >= low && at <= high
                    select (at, text(factor * Math.Pow(10, exponent)));
        return [.. ticks];
    }
}
