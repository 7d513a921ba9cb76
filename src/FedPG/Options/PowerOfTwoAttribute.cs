using System.Globalization;
using System.Numerics;

namespace FedPG.Options;

/// <summary>A power of two: 1, 2, 4 and so on.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PowerOfTwoAttribute : AcceptedAttribute
{
    /// <inheritdoc/>
    public override string Accepted => "a power of two (1, 2, 4, …)";

    /// <inheritdoc/>
    public override bool IsValid(object? value) =>
        value is null || BitOperations.IsPow2(Convert.ToInt64(value, CultureInfo.InvariantCulture));
}
