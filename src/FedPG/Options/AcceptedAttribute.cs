using System.ComponentModel.DataAnnotations;

namespace FedPG.Options;

/// <summary>A validation rule for an option that describes the accepted values in words.</summary>
public abstract class AcceptedAttribute : ValidationAttribute
{
    /// <summary>The accepted values, as an error message lists them after "accepted:".</summary>
    public abstract string Accepted { get; }

    /// <summary>Whether a number, or every number of a list that is not empty, meets a condition.</summary>
    private protected static bool AllNumbers(object value, Predicate<double> condition) => value switch
    {
        double[] numbers => numbers.Length > 0 && Array.TrueForAll(numbers, condition),
        int[] numbers => numbers.Length > 0 && Array.TrueForAll(numbers, number => condition(number)),
        _ => condition(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)),
    };
}

/// <summary>
/// A finite number of at least <see cref="Minimum"/>, or above it when <see cref="Exclusive"/>; or a list of such numbers.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AtLeastAttribute(double minimum) : AcceptedAttribute
{
    /// <summary>The least accepted value.</summary>
    public double Minimum { get; } = minimum;

    /// <summary>Whether the minimum itself is refused.</summary>
    public bool Exclusive { get; init; }

    /// <inheritdoc/>
    public override string Accepted => Exclusive ? $"a finite number above {Minimum}" : $"a finite number of at least {Minimum}";

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is null || AllNumbers(
        value, number => double.IsFinite(number) && (Exclusive ? number > Minimum : number >= Minimum));
}

/// <summary>
/// A number between <see cref="Minimum"/> and <see cref="Maximum"/>, ends included unless <see cref="Exclusive"/>; or a list of such
/// numbers.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BetweenAttribute(double minimum, double maximum) : AcceptedAttribute
{
    /// <summary>The lower end.</summary>
    public double Minimum { get; } = minimum;

    /// <summary>The upper end.</summary>
    public double Maximum { get; } = maximum;

    /// <summary>Whether the ends are refused.</summary>
    public bool Exclusive { get; init; }

    /// <summary>Whether the upper end is accepted nevertheless.</summary>
    public bool IncludesMaximum { get; init; }

    /// <inheritdoc/>
    public override string Accepted => Exclusive && IncludesMaximum
        ? $"a number above {Minimum} and at most {Maximum}"
        : Exclusive
        ? $"a number between {Minimum} and {Maximum}, both excluded"
        : $"a number from {Minimum} to {Maximum}";

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is null || AllNumbers(
        value, number =>
            (Exclusive ? number > Minimum && number < Maximum : number >= Minimum && number <= Maximum)
            || (IncludesMaximum && number == Maximum));
}
