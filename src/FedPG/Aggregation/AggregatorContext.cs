using System.Globalization;
using FedPG.Options;

namespace FedPG.Aggregation;

/// <summary>What an aggregator is created for.</summary>
/// <param name="Updates">The number of updates in a round without absent agents.</param>
/// <param name="Local">The local training that the updates come from.</param>
/// <param name="Create">
/// Creates another aggregator of the catalogue with its options, from the setting that names it, its name and its number of updates.
/// </param>
public sealed record AggregatorContext(int Updates, LocalOptions Local, Func<string, string, int, IAggregator> Create)
{
    /// <summary>Requires a setting to be an integer between 0 and a limit that depends on the number of updates.</summary>
    /// <param name="setting">The setting, such as <c>server.krum.byzantine</c>.</param>
    /// <param name="found">The setting's value.</param>
    /// <param name="most">The largest accepted value; below 0 if there are too few updates for any value.</param>
    /// <param name="rule">The rule behind the limit, in words.</param>
    /// <exception cref="SpecificationException">The value is out of range.</exception>
    public void RequireAtMost(string setting, int found, int most, string rule)
    {
        if (found <= most) return;
        var culture = CultureInfo.InvariantCulture;
        throw new SpecificationException(
            setting, string.Create(culture, $"{found} with {Updates} updates per round"),
            most < 0 ? rule : string.Create(culture, $"at most {most}: {rule}"));
    }
}
