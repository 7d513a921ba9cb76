using FedPG.Federation;

namespace Mine;

/// <summary>What this assembly adds to the tool, one line per addition.</summary>
public sealed class Extension : IFederationExtension
{
    public FederationCatalogue Extend(FederationCatalogue catalogue) => catalogue
        .WithAlgorithm<SignAscentOptions>("sign-ascent", SignAscent.Create);
}
