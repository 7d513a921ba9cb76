using FedPG.Federation;

namespace Extension.Sample;

/// <summary>The additions of this assembly, one line per kind.</summary>
public sealed class SampleExtension : IFederationExtension
{
    public FederationCatalogue Extend(FederationCatalogue catalogue) => catalogue
        .WithAlgorithm<NormalizedFedPGOptions>("normalized-fedpg", NormalizedFedPG.Create)
        .WithEnvironment<RingEnvironment>("ring")
        .WithEnvironment<SliderEnvironment>("slider")
        .WithEstimator("myopic", context => new MyopicCredit(context))
        .WithPolicy("logistic", context => new LogisticPolicy(context.States, context.Actions))
        .WithAggregator<ClippedMeanOptions>("clipped-mean", options => new ClippedMean(options))
        .WithOptimizer<SignMomentumOptions>("sign-momentum", options => new SignMomentum(options))
        .WithMode<EveryoneOptions>("everyone", options => new EveryoneMode(options))
        .WithFault<StrikeOptions>("strike", options => options.Every > 0 ? new StrikeFault(options) : null)
        .WithAttack<AmplifyOptions>("amplify", options => new AmplifyAttack(options))
        .WithFormat(new TransitionListFormat());
}
