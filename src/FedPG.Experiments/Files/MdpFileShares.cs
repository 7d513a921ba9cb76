using FedPG.Environments;

namespace FedPG.Experiments.Files;

/// <summary>
/// How the environments of a file share the agents: each has <c>agents</c>, or each has a <c>weight</c>, or none has either.
/// </summary>
internal static class MdpFileShares
{
    /// <summary>The key of a number of agents.</summary>
    public const string Agents = "agents";

    /// <summary>The key of a weight.</summary>
    public const string Weight = "weight";

    /// <summary>The shares; null if no environment says its own.</summary>
    /// <param name="environments">The environments.</param>
    /// <exception cref="SpecificationException">Only some environments have a share.</exception>
    public static TypeShares? Of(IReadOnlyList<MdpTypeReader> environments)
    {
        foreach (var environment in environments) RequireAlike(environment, environments[0]);
        if (environments[0].Share.Agents is not null)
            return TypeShares.OfCounts([.. environments.Select(each => (int)each.Share.Agents!.Value)]);
        if (environments[0].Share.Weight is null) return null;
        return TypeShares.OfWeights([.. environments.Select(each => each.Share.Weight!.Value)]);
    }

    /// <summary>Reads a number of agents.</summary>
    /// <exception cref="SpecificationException">It is out of range.</exception>
    public static double Count(JsonTokens json, string place) =>
        json.IsFinite(out double count) && count is >= 1 and <= int.MaxValue && double.IsInteger(count)
            ? count
            : throw new SpecificationException(place, json.Found(), $"an integer from 1 to {int.MaxValue}");

    /// <summary>Reads a weight.</summary>
    /// <exception cref="SpecificationException">It is out of range.</exception>
    public static double Positive(JsonTokens json, string place) =>
        json.IsFinite(out double weight) && weight is > 0 and <= TypeShares.LargestWeight
            ? weight
            : throw new SpecificationException(place, json.Found(), "a number above 0, at most 1e100");

    private static void RequireAlike(MdpTypeReader environment, MdpTypeReader first)
    {
        if (environment.Share is ({ }, { }))
            throw new SpecificationException($"environment '{environment.Name}'", "agents and a weight", "one of them");
        string found = Words(environment.Share), accepted = Words(first.Share);
        if (found != accepted)
            throw new SpecificationException($"environment '{environment.Name}'", found, $"{accepted}, as in environment '{first.Name}'");
    }

    private static string Words((double? Agents, double? Weight) share) => share switch
    {
        ({ }, _) => "agents",
        (_, { }) => "a weight",
        _ => "neither agents nor a weight",
    };
}
