using Akka.Actor;
using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;
using FedPG.TestKit;

namespace FedPG.Actors.Tests;

/// <summary>Runs in worlds whose kernels are lists of successors: the bits are those of the sequential loop.</summary>
public sealed class SparseCombinationTests : IAsyncLifetime
{
    private static readonly int[] Threads = [1, 2, 8];

    private readonly ActorSystem[] _systems =
        [.. Threads.Select(threads => ActorSystem.Create("sparse", FederationTestSettings.Probes(threads)))];

    /// <summary>A garnet, and a world in which states offer different numbers of actions and episodes end.</summary>
    public static TheoryData<string, string, string> Cases()
    {
        var data = new TheoryData<string, string, string>();
        foreach (string world in (string[])["garnet", "way"])
        {
            data.Add(world, "s-fedpg", GradientEstimator.Sampled);
            data.Add(world, "s-fedpg", GradientEstimator.Exact);
            data.Add(world, "b-rs-fedpg", GradientEstimator.Sampled);
            data.Add(world, "fedq", GradientEstimator.Sampled);
        }

        return data;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Task.WhenAll(_systems.Select(system => system.Terminate()));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Threads_nodes_kills_and_a_resume_leave_the_bits_alone(string world, string algorithm, string estimator)
    {
        var environments = world == "way" ? Federations.LongWay() : new GarnetEnvironment { States = 600, Actions = 5 }.Build(null);
        environments.Types.ShouldAllBe(type => type.Kernel.IsSparse);
        var specification = new FederationSpecification
        {
            Environments = environments,
            Agents = 9,
            Rounds = 4,
            EdgeSize = 2,
            Algorithm = algorithm,
            Local = new LocalOptions { Steps = 2, Batch = 20, Horizon = 8, StepSize = 0.1, Estimator = estimator },
            Entropy = new EntropyOptions { Temperature = 0.05, Threshold = ImprovementThreshold.None },
        };
        List<RoundOutcome> expected = [.. SequentialFederation.Run(specification)];
        expected[^1].Parameters.ShouldNotBe(expected[0].Parameters);
        foreach (var (i, system) in _systems.Index())
        {
            string name = $"{world}-{algorithm}-{estimator}-{Threads[i]}";
            await CombinationRun.ShouldRunAsync(specification, system, name, nodes: 1 + i, kills: true, expected, name);
            await CombinationRun.ShouldContinueAsync(specification, system, from: 1 + i, expected, name);
        }
    }
}
