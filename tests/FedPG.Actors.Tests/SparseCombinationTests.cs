using Akka.Actor;
using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;
using FedPG.TestKit;

namespace FedPG.Actors.Tests;

/// <summary>Runs in a world whose kernels are lists of successors: the bits are those of the sequential loop.</summary>
public sealed class SparseCombinationTests : IAsyncLifetime
{
    private readonly ActorSystem _system = ActorSystem.Create("sparse", FederationTestSettings.Probes(threads: 2));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _system.Terminate();

    [Theory]
    [InlineData("s-fedpg", GradientEstimator.Sampled)]
    [InlineData("s-fedpg", GradientEstimator.Exact)]
    [InlineData("b-rs-fedpg", GradientEstimator.Sampled)]
    [InlineData("fedq", GradientEstimator.Sampled)]
    public async Task Threads_nodes_kills_and_a_resume_leave_the_bits_alone(string algorithm, string estimator)
    {
        var specification = new FederationSpecification
        {
            Environments = new GarnetEnvironment { States = 600, Actions = 5 }.Build(null),
            Agents = 9,
            Rounds = 4,
            EdgeSize = 2,
            Algorithm = algorithm,
            Local = new LocalOptions { Steps = 2, Batch = 20, Horizon = 8, StepSize = 0.1, Estimator = estimator },
            Entropy = new EntropyOptions { Temperature = 0.05, Threshold = ImprovementThreshold.None },
        };
        ((EnvironmentSet)specification.Environments).Types[0].Kernel.IsSparse.ShouldBeTrue();
        List<RoundOutcome> expected = [.. SequentialFederation.Run(specification)];
        expected[^1].Parameters.ShouldNotBe(expected[0].Parameters);
        string name = $"{algorithm}-{estimator}";
        await CombinationRun.ShouldRunAsync(specification, _system, name, nodes: 2, kills: true, expected, name);
        await CombinationRun.ShouldContinueAsync(specification, _system, from: 2, expected, name);
    }
}
