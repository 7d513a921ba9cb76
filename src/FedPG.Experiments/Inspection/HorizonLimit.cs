using FedPG.Algorithms;

namespace FedPG.Experiments.Inspection;

/// <summary>Limits the horizon of truncated gradients, which store one value per state and step.</summary>
internal static class HorizonLimit
{
    /// <summary>Refuses a horizon with too many values.</summary>
    /// <param name="horizon">T, or null.</param>
    /// <param name="states">S, with phases.</param>
    public static void Require(int? horizon, long states)
    {
        if (horizon is { } steps && (steps + 1L) * states > FederationSpecification.MostExpectedValues)
        {
            long most = FederationSpecification.MostExpectedValues / states - 1;
            throw new SpecificationException("--horizon", $"{steps}", $"at most {most} with {states} states");
        }
    }
}
