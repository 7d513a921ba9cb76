using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Benchmarks;

/// <summary>The federations used to measure speed.</summary>
internal static class Workload
{
    /// <summary>Small environment, many agents: S 5, A 4, M 50, H 5, B 20, T 20.</summary>
    public static FederationSpecification W { get; } = new() { Environments = new SyntheticEnvironment().Build(null), Agents = 50 };

    /// <summary>The paper's challenging environment: S 7, A 4, M 2.</summary>
    public static FederationSpecification W7 { get; } = new() { Environments = new ChallengingMdpEnvironment().Build(null), Agents = 2 };

    /// <summary>Large and dense: S 100, A 64, M 10, T 100.</summary>
    public static FederationSpecification WL { get; } = new()
    {
        Environments = new SyntheticEnvironment { States = 100, Actions = 64 }.Build(null),
        Agents = 10,
        Local = new LocalOptions { Horizon = 100 },
    };

    /// <summary>Almost no work: one local step of one trajectory of five steps.</summary>
    public static FederationSpecification Tiny(int agents) => W with
    {
        Agents = agents,
        Local = new LocalOptions { Steps = 1, Batch = 1, Horizon = 5 },
    };

    /// <summary>One local step of W for each of many agents.</summary>
    public static FederationSpecification OneStep(int agents) => W with { Agents = agents, Local = new LocalOptions { Steps = 1 } };

    /// <summary>Two agents in environments of a given size.</summary>
    public static FederationSpecification Sized(int states, int actions) =>
        new() { Environments = new SyntheticEnvironment { States = states, Actions = actions }.Build(null), Agents = 2 };

    /// <summary>Environment steps of one round.</summary>
    public static long StepsPerRound(FederationSpecification specification) =>
        specification.Agents * FederationCatalogue.Default.CreateAlgorithm(specification).StepsPerTraining;
}
