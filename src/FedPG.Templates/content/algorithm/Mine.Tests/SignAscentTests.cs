using FedPG.Actors;
using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;
using Xunit;

namespace Mine.Tests;

public sealed class SignAscentTests
{
    private static readonly FederationCatalogue Catalogue = new Extension().Extend(FederationCatalogue.Default);

    private static readonly FederationSpecification Small = new()
    {
        Environments = new SyntheticEnvironment { EpsilonP = 0.3 }.Build(discount: null),
        Agents = 4,
        Rounds = 20,
        Algorithm = "sign-ascent",
        Extensions = ExtensionOptions.Of(new SignAscentOptions { StepSize = 0.05 }),
    };

    [Fact]
    public async Task It_improves_the_objective()
    {
        double[] objectives = await ObjectivesAsync(new SequentialRuntime(Catalogue));
        Assert.True(objectives[^1] > objectives[0]);
    }

    [Fact]
    public async Task Actors_give_the_same_bits_as_the_loop()
    {
        await using var actors = ActorRuntime.Start(threads: 2, catalogue: Catalogue);
        Assert.Equal(await ObjectivesAsync(new SequentialRuntime(Catalogue)), await ObjectivesAsync(actors));
    }

    private static async Task<double[]> ObjectivesAsync(IFederationRuntime runtime)
    {
        var objectives = new List<double>();
        await foreach (var report in runtime.ScoreAsync(Small)) objectives.Add(report.Objective);
        return [.. objectives];
    }
}
