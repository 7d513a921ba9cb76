namespace FedPG.Options;

/// <summary>The one value that is available; the option's other values are named in the documentation of later versions.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OnlyAttribute(string value) : AcceptedAttribute
{
    /// <summary>The value, as it is written in an experiment file.</summary>
    public string Value { get; } = value;

    /// <inheritdoc/>
    public override string Accepted => $"{Value} (nothing else is available in this version)";

    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        string.Equals(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture), Value, StringComparison.Ordinal);
}
