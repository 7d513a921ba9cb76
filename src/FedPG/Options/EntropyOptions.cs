using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FedPG.Options;

/// <summary>The entropy regularisation of RS-FedPG and b-RS-FedPG.</summary>
public sealed record EntropyOptions
{
    /// <summary>λ: the temperature of the entropy bonus.</summary>
    [AtLeast(0)] public double Temperature { get; init; } = 0.05;

    /// <summary>τ: the probability to which the server's improvement operator raises less probable actions.</summary>
    public ImprovementThreshold Threshold { get; init; } = ImprovementThreshold.Safe;
}

/// <summary>Which threshold τ the improvement operator T_τ uses.</summary>
public enum ThresholdKind
{
    /// <summary>No operator, as in the published experiments.</summary>
    None,

    /// <summary>The largest threshold that is known never to lower an agent's regularised objective.</summary>
    Safe,

    /// <summary>The paper's τ_λ.</summary>
    Theory,

    /// <summary>A number given by the user.</summary>
    Number,
}

/// <summary>A threshold τ: one of the named rules, or a probability.</summary>
public readonly record struct ImprovementThreshold : IParsable<ImprovementThreshold>
{
    private ImprovementThreshold(ThresholdKind kind, double value) => (Kind, Value) = (kind, value);

    /// <summary>No operator.</summary>
    public static ImprovementThreshold None { get; } = new(ThresholdKind.None, 0);

    /// <summary>The safe threshold.</summary>
    public static ImprovementThreshold Safe { get; } = new(ThresholdKind.Safe, 0);

    /// <summary>The paper's threshold.</summary>
    public static ImprovementThreshold Theory { get; } = new(ThresholdKind.Theory, 0);

    /// <summary>The rule that determines τ.</summary>
    public ThresholdKind Kind { get; }

    /// <summary>The probability, for <see cref="ThresholdKind.Number"/>.</summary>
    public double Value { get; }

    /// <summary>A threshold given by the user.</summary>
    /// <param name="value">A probability in (0, 1).</param>
    public static ImprovementThreshold Of(double value) => value is > 0 and < 1
        ? new(ThresholdKind.Number, value)
        : throw new SpecificationException("entropy.threshold", value.ToString(CultureInfo.InvariantCulture), Accepted);

    /// <summary>The accepted texts, in words.</summary>
    public static string Accepted => "none, safe, theory or a probability above 0 and below 1";

    /// <inheritdoc/>
    public static ImprovementThreshold Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException($"'{s}' is not one of: {Accepted}");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ImprovementThreshold result)
    {
        result = s switch { "none" => None, "theory" => Theory, _ => Safe };
        if (s is "none" or "safe" or "theory") return true;
        bool isNumber = double.TryParse(s, NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
        if (!isNumber || value is not (> 0 and < 1)) return false;
        result = Of(value);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        ThresholdKind.None => "none",
        ThresholdKind.Safe => "safe",
        ThresholdKind.Theory => "theory",
        _ => Value.ToString("R", CultureInfo.InvariantCulture),
    };
}
