using FedPG.Federation;

namespace Extension.Sample;

/// <summary>What this assembly adds, one line for each kind.</summary>
public sealed class SampleExtension : IFederationExtension
{
    public FederationCatalogue Extend(FederationCatalogue catalogue) => catalogue
        .WithAlgorithm<NormalizedFedPGOptions>("normalized-fedpg", NormalizedFedPG.Create)
        .WithEnvironment<RingEnvironment>("ring")
        .WithAggregator<ClippedMeanOptions>("clipped-mean", options => new ClippedMean(options))
        .WithFault<StrikeOptions>("strike", options => options.Every > 0 ? new StrikeFault(options) : null);
}
