using System.Globalization;

namespace FedPG.Experiments.Configuration.Binding;

/// <summary>Durations: a number and a unit, as in Akka's configuration.</summary>
internal static class Duration
{
    /// <summary>The accepted form, for error messages.</summary>
    public const string Accepted = "a duration such as 500ms, 60s, 5m or 2h";

    /// <summary>The units and their names in HOCON; the names may be in the plural.</summary>
    private static readonly (string Unit, string Word, double Seconds)[] Units =
    [
        ("ms", "millisecond", 0.001), ("s", "second", 1), ("m", "minute", 60), ("h", "hour", 3600), ("d", "day", 86400),
    ];

    /// <summary>Parses a duration.</summary>
    /// <param name="text">A number and a unit.</param>
    /// <param name="duration">The duration.</param>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        int letters = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        string unit = text[letters..].Trim();
        double seconds = Array.Find(Units, known => unit == known.Unit || unit == known.Word || unit == $"{known.Word}s").Seconds;
        bool isNumber = double.TryParse(
            text.AsSpan(0, letters), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count);
        if (seconds == 0 || !isNumber || !(count * seconds < TimeSpan.MaxValue.TotalSeconds)) return false;
        duration = TimeSpan.FromSeconds(count * seconds);
        return true;
    }

    /// <summary>Formats a duration in seconds, or in milliseconds if it is not a multiple of one second.</summary>
    public static string Format(TimeSpan duration) => duration.Ticks % TimeSpan.TicksPerSecond == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / TimeSpan.TicksPerSecond}s")
        : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:R}ms");
}
