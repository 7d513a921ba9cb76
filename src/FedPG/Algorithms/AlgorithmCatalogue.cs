using System.Collections.Immutable;
using FedPG.Federation;

namespace FedPG.Algorithms;

/// <summary>The algorithms an experiment can name.</summary>
public static class AlgorithmCatalogue
{
    private static readonly ImmutableSortedDictionary<string, Func<FederationSpecification, IFederatedAlgorithm>> Factories =
        new Dictionary<string, Func<FederationSpecification, IFederatedAlgorithm>>
        {
            ["s-fedpg"] = SFedPG.Create,
            ["rs-fedpg"] = RSFedPG.Create,
            ["b-rs-fedpg"] = BRSFedPG.Create,
            ["fedq"] = FedQ.Create,
            ["independent"] = Independent.Create,
            ["centralized"] = Centralized.Create,
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Factories.Keys];

    /// <summary>Creates the algorithm a specification names.</summary>
    /// <exception cref="SpecificationException">There is no such algorithm, a setting is out of range, or the settings do not fit the environments.</exception>
    public static IFederatedAlgorithm Create(FederationSpecification specification)
    {
        specification.Validate();
        return Factories.TryGetValue(specification.Algorithm, out var create)
            ? create(specification)
            : throw new SpecificationException("algorithm", $"'{specification.Algorithm}'", string.Join(", ", Names));
    }
}
