using System.Globalization;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Text;

/// <summary>Numbers as text in reports.</summary>
internal static class NumberText
{
    /// <summary>The text for a missing value.</summary>
    public const string None = "–";

    private static readonly (double Scale, string Letter)[] Scales = [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")];

    /// <summary>Five significant digits, e.g. <c>96.853</c>, four below 1, at most six decimals; <c>diverged</c> if not finite.</summary>
    public static string Value(double value) => double.IsFinite(value) ? Fixed(value, Decimals(value)) : "diverged";

    /// <summary>Like <see cref="Value(double)"/>, with a dash for null.</summary>
    public static string Value(double? value) => value is { } v ? Value(v) : None;

    /// <summary>Bounds on a value, e.g. <c>86.743 to 86.744</c>, or one number where both have the same digits.</summary>
    public static string Bounds(double lower, double upper) =>
        Value(lower) is var low && Value(upper) is var high && low == high ? high : $"{low} to {high}";

    /// <summary>
    /// An estimate with its interval, e.g. <c>96.853 [96.849, 96.857]</c>, or its range, <c>96.85 (96.84 to 96.86)</c>, with no more
    /// decimals than their width supports. An infinite value, of failed runs, is <c>failed</c>.
    /// </summary>
    public static string Value(Estimate estimate) => WithSpread(estimate, Decimals(estimate.Value));

    /// <summary>An estimate without its interval or range.</summary>
    public static string Centre(Estimate estimate) => Finite(estimate.Value, Decimals(estimate, Decimals(estimate.Value)));

    /// <summary>A difference to a value, with that value's decimals, e.g. <c>0.022 [0.018, 0.026]</c>; a dash for null.</summary>
    public static string Difference(Estimate? difference, double value) =>
        difference is { } d ? WithSpread(d, Decimals(value)) : None;

    /// <summary>Three significant digits of a positive number, e.g. <c>0.0193</c> or <c>1.9e-7</c>.</summary>
    public static string ThreeDigits(double value) => value switch
    {
        >= 1e6 or < 1e-4 and > 0 => value.ToString("0.##e+0", CultureInfo.InvariantCulture).Replace("e+", "e", StringComparison.Ordinal),
        >= 100 => value.ToString("#,0", CultureInfo.InvariantCulture),
        _ => value.ToString("G3", CultureInfo.InvariantCulture),
    };

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

        return value.ToString("0", CultureInfo.InvariantCulture);
    }

    /// <summary>A speed, e.g. <c>1.3 M steps/s</c>.</summary>
    public static string Speed(double stepsPerSecond) =>
        double.IsFinite(stepsPerSecond) && stepsPerSecond > 0 ? $"{Large(stepsPerSecond)} steps/s" : None;

    /// <summary>A duration, e.g. <c>3.2 s</c> or <c>12 min 5 s</c>.</summary>
    public static string Duration(double seconds)
    {
        if (seconds < 59.95) return $"{seconds.ToString(seconds < 9.95 ? "0.0" : "0", CultureInfo.InvariantCulture)} s";
        if (!(seconds < TimeSpan.MaxValue.TotalSeconds)) return None;
        var span = TimeSpan.FromSeconds(Math.Round(seconds));
        return span.TotalHours < 1 ? $"{span.Minutes} min {span.Seconds} s" : $"{Count((long)span.TotalHours)} h {span.Minutes} min";
    }

    private static string WithSpread(Estimate estimate, int most)
    {
        int decimals = Decimals(estimate, most);
        string value = Finite(estimate.Value, decimals);
        if (!double.IsFinite(estimate.Value)) return value;
        string low = Finite(estimate.Low, decimals), high = Finite(estimate.High, decimals);
        return estimate.Spread switch
        {
            Spread.Interval => $"{value} [{low}, {high}]",
            Spread.Range => $"{value} ({low} to {high})",
            _ => value,
        };
    }

    // Two significant digits of half the width.
    private static int Decimals(Estimate estimate, int most)
    {
        double half = (estimate.High - estimate.Low) / 2;
        return double.IsFinite(half) && half > 0 ? Math.Clamp(1 - (int)Math.Floor(Math.Log10(half)), 0, most) : most;
    }

    private static string Finite(double value, int decimals) => double.IsFinite(value) ? Fixed(value, decimals) : "failed";

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
