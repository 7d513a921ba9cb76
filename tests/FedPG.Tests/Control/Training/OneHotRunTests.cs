using FedPG.Algorithms;
using FedPG.Control;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Tests.Control.Training;

/// <summary>Runs over one-hot features have the distribution of tabular runs.</summary>
public class OneHotRunTests
{
    private const int States = 3;
    private const int Runs = 1500;

    /// <summary>By chance less than once in 10^7 for one parameter.</summary>
    private const double MostErrors = 5.5;

    private static readonly EnvironmentSet _finite =
        new SyntheticEnvironment { States = States, Actions = 4, EpsilonP = 0.5, EpsilonR = 0.5 }.Build(0.9);

    [Theory]
    [InlineData("s-fedpg")]
    [InlineData("rs-fedpg")]
    [InlineData("b-rs-fedpg")]
    public void The_parameters_after_some_rounds_have_the_mean_and_the_variance_of_tabular_runs(string algorithm)
    {
        var tabular = new FederationSpecification
        {
            Environments = _finite,
            Agents = 3,
            Rounds = 3,
            Algorithm = algorithm,
            Local = new LocalOptions { Steps = 2, Batch = 3, Horizon = 5, StepSize = 0.5 },
            Entropy = new EntropyOptions { Temperature = 0.3, Threshold = ImprovementThreshold.None },
        };
        var oneHot = tabular with
        {
            Environments = ControlEnvironments.Of(_finite),
            Policy = new PolicyOptions { Features = FeatureKind.OneHot, Bits = 2 },
        };
        var expected = Moments(tabular, θ => OneHotLayout.Of(θ, States));
        var found = Moments(oneHot, θ => θ);
        for (int i = 0; i < expected.Values.Length; i++)
        {
            double error = Math.Sqrt(expected.Variances[i] + found.Variances[i]);
            Math.Abs(found.Values[i] - expected.Values[i]).ShouldBeLessThanOrEqualTo(MostErrors * error, $"number {i}");
        }
    }

    /// <summary>The means over seeds of θ and of its squares after the last round.</summary>
    private static SampleMeans Moments(FederationSpecification run, Func<double[], double[]> arrange)
    {
        int count = FederationCatalogue.Default.CreateAlgorithm(run).ParameterCount;
        return SampleMeans.Of(Runs, 2 * count, (seed, destination) =>
        {
            double[] θ = arrange([.. SequentialFederation.Run(run with { Seed = seed }).Last().Parameters]);
            for (int i = 0; i < count; i++) (destination[i], destination[count + i]) = (θ[i], θ[i] * θ[i]);
        });
    }
}
