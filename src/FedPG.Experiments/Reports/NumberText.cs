using System.Globalization;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Reports;

/// <summary>How reports write numbers.</summary>
public static class NumberText
{
    /// <summary>Stands where there is no value.</summary>
    public const string None = "–";

    private static readonly (double Scale, string Letter)[] Scales = [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")];

    /// <summary>Five significant digits, e.g. <c>96.853</c>, four below 1, and at most six decimals; <c>diverged</c> if it is not finite.</summary>
    public static string Value(double value) => double.IsFinite(value) ? Fixed(value, Decimals(value)) : "diverged";

    /// <summary>As <see cref="Value(double)"/>, with a dash for none.</summary>
    public static string Value(double? value) => value is { } v ? Value(v) : None;

    /// <summary>A mean with its half-width, e.g. <c>96.853 ± 0.004</c>: no more decimals than the half-width has meaning; without ± where there is none.</summary>
    public static string Value(MeanInterval interval) => WithHalfWidth(interval, Decimals(interval.Mean));

    /// <summary>A difference to a value, to that value's decimals, e.g. <c>0.022 ± 0.004</c>; a dash for none.</summary>
    public static string Difference(MeanInterval? difference, double value) =>
        difference is { } d ? WithHalfWidth(d, Decimals(value)) : None;

    /// <summary>A count with thousands separated, e.g. <c>2,000</c>.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A large quantity, e.g. <c>1.3 M</c>.</summary>
    public static string Large(double value)
    {
        foreach (var (scale, letter) in Scales)
        {
            double scaled = value / scale;
            if (scaled >= 0.9995) return $"{scaled.ToString(scaled < 99.95 ? "0.#" : "0", CultureInfo.InvariantCulture)} {letter}";
        }

        return value.ToString("0.#", CultureInfo.InvariantCulture);
    }

    /// <summary>A speed, e.g. <c>1.3 M steps/s</c>.</summary>
    public static string Speed(double stepsPerSecond) =>
        double.IsFinite(stepsPerSecond) && stepsPerSecond > 0 ? $"{Large(stepsPerSecond)} steps/s" : None;

    /// <summary>A duration, e.g. <c>3.2 s</c> or <c>12 min 5 s</c>.</summary>
    public static string Duration(double seconds)
    {
        if (seconds < 59.95) return $"{seconds.ToString(seconds < 9.95 ? "0.0" : "0", CultureInfo.InvariantCulture)} s";
        var span = TimeSpan.FromSeconds(Math.Round(seconds));
        return span.TotalHours < 1 ? $"{span.Minutes} min {span.Seconds} s" : $"{Count((long)span.TotalHours)} h {span.Minutes} min";
    }

    private static string WithHalfWidth(MeanInterval interval, int decimals)
    {
        if (!double.IsFinite(interval.Mean)) return "diverged";
        if (!interval.HasInterval) return Fixed(interval.Mean, decimals);
        if (interval.HalfWidth > 0) decimals = Math.Clamp(1 - (int)Math.Floor(Math.Log10(interval.HalfWidth)), 0, decimals);
        string mean = Fixed(interval.Mean, decimals);
        double smallest = Math.Pow(10, -decimals);
        // Rounding must not turn a small spread into none.
        string halfWidth = interval.HalfWidth == 0 ? "0"
            : interval.HalfWidth < smallest / 2 ? $"<{Fixed(smallest, decimals)}"
            : Fixed(interval.HalfWidth, decimals);
        return $"{mean} ± {halfWidth}";
    }

    private static int Decimals(double value)
    {
        if (!double.IsFinite(value) || value == 0) return 3;
        int before = (int)Math.Floor(Math.Log10(Math.Abs(value))) + 1;
        return Math.Clamp((before > 0 ? 5 : 4) - before, 0, 6);
    }

    private static string Fixed(double value, int decimals)
    {
        string text = Math.Abs(value).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return value < 0 && text.AsSpan().ContainsAnyInRange('1', '9') ? "−" + text : text;
    }
}
