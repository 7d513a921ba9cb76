using System.Globalization;
using FedPG.Experiments.Statistics;

namespace FedPG.Experiments.Analyses.Answers;

/// <summary>Numbers as text in answers.</summary>
internal static class AnswerText
{
    /// <summary>Three significant digits, and all digits before the point; <c>∞</c> if infinite, a dash for NaN.</summary>
    public static string Number(double value) => WithDecimals(value, Decimals(value, 3));

    /// <summary>A value of the objective: five significant digits.</summary>
    public static string Objective(double value) => WithDecimals(value, Decimals(value, 5));

    /// <summary>A setting, with the digits that were given.</summary>
    public static string Setting(double value) =>
        value < 0 ? $"−{Setting(-value)}" : value.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>A count, e.g. of rounds, without decimals; <c>never</c> if infinite.</summary>
    public static string Count(double value) => double.IsPositiveInfinity(value) ? "never" : WithDecimals(value, 0);

    /// <summary>An estimate with its interval, e.g. <c>0.022 [0.018, 0.027]</c>.</summary>
    public static string Number(Estimate estimate)
    {
        bool isExact = estimate.Spread == Spread.None || !double.IsFinite(estimate.High - estimate.Low);
        double size = isExact ? estimate.Value : Math.Max(Math.Abs(estimate.Low), Math.Abs(estimate.High));
        return With(estimate, value => WithDecimals(value, Decimals(size, 3)));
    }

    /// <summary>An estimate of the objective with its interval, to five significant digits.</summary>
    public static string Objective(Estimate estimate) => With(estimate, Objective);

    /// <summary>An estimated count with its interval.</summary>
    public static string Count(Estimate estimate) => With(estimate, Count);

    /// <summary>A share in percent, e.g. <c>3 %</c>.</summary>
    public static string Percent(double share)
    {
        string digits = Math.Abs(share * 100).ToString("0.###", CultureInfo.InvariantCulture);
        return share < 0 ? $"−{digits} %" : $"{digits} %";
    }

    /// <summary>An estimated share in percent with its interval, e.g. <c>0.3 % [0.2 %, 0.4 %]</c>.</summary>
    public static string Percent(Estimate share) => With(share, value => Percent(double.IsFinite(value) ? Math.Round(value, 5) : value));

    // A count that is infinite in all runs needs no interval.
    private static string With(Estimate estimate, Func<double, string> text)
    {
        bool isNever = !double.IsFinite(estimate.Value) && estimate.Low == estimate.High;
        return estimate.Spread == Spread.None || isNever
            ? text(estimate.Value)
            : $"{text(estimate.Value)} [{text(estimate.Low)}, {text(estimate.High)}]";
    }

    private static int Decimals(double value, int digits)
    {
        if (value == 0 || !double.IsFinite(value)) return digits - 1;
        return Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value)) + 1e-9), 0, 12);
    }

    private static string WithDecimals(double value, int decimals)
    {
        if (double.IsNaN(value)) return "–";
        if (double.IsInfinity(value)) return value > 0 ? "∞" : "−∞";
        if (value != 0 && Math.Abs(value) < 1e-4) return value.ToString("0.##e+0", CultureInfo.InvariantCulture).Replace('-', '−');
        string text = Math.Abs(value).ToString($"N{decimals}", CultureInfo.InvariantCulture);
        return value < 0 && text.AsSpan().ContainsAnyInRange('1', '9') ? $"−{text}" : text;
    }
}
