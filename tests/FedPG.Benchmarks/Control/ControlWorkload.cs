using FedPG.Algorithms;
using FedPG.Control;
using FedPG.Control.Policies;
using FedPG.Control.Processes;
using FedPG.Control.Training;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Kernels.Columns;
using FedPG.Kernels.Lanes;
using FedPG.Options;
using FedPG.Random;

namespace FedPG.Benchmarks.Control;

/// <summary>A federation with continuous states: b-RS-FedPG over linear features with the mean baseline.</summary>
/// <param name="Specification">The federation.</param>
/// <param name="Dynamics">The equations of its first type.</param>
internal sealed record ControlWorkload<TDynamics>(FederationSpecification Specification, TDynamics Dynamics)
    where TDynamics : struct, IDynamics
{
    private ControlEnvironments Environments => (ControlEnvironments)Specification.Environments;

    /// <summary>θ after some rounds: by then poles stay up.</summary>
    public double[] Trained(int rounds) =>
        rounds == 0
            ? new double[FederationCatalogue.Default.CreateAlgorithm(Specification).ParameterCount]
            : [.. SequentialFederation.Run(Specification with { Rounds = rounds }).Last().Parameters];

    /// <summary>The gradient of a local step with given instructions, as learners compute it with the widest.</summary>
    public Action<double[], double[]> Gradient(LaneInstructions instructions)
    {
        var local = Specification.Local;
        var process = LaneProcess.Of(Dynamics, instructions);
        var gradient = new ControlGradient(
            process.Shape, Policies(instructions).Create,
            new ControlGradientSettings(
                local.Batch, local.Horizon, Environments.Discount, Specification.Entropy.Temperature, _ => new MeanBaseline()));
        var random = RandomStreams.For(StreamPurpose.Training, 1);
        return (parameters, destination) => gradient.Compute(process, parameters, ref random, destination);
    }

    /// <summary>The mean number of steps until a trajectory ends, at most the horizon of local training.</summary>
    public double MeanLength(double[] parameters)
    {
        var policy = Policies(LaneColumns.Best).Create();
        policy.SetParameters(parameters);
        var shape = Dynamics.Shape with { Horizon = Specification.Local.Horizon };
        return new EpisodeSampler(shape, policy, Environments.Discount, 1000).Score(LaneProcess.Of(Dynamics), 1, 0).Length;
    }

    private ControlPolicies Policies(LaneInstructions instructions) =>
        new(Dynamics.Shape, Environments.Discount, Specification.Policy, isBits: true, instructions);
}

/// <summary>The control workloads.</summary>
internal static class ControlWorkload
{
    /// <summary>Two pole lengths, 2^3 pushes: M 10, H 5, B 20, T 200.</summary>
    public static ControlWorkload<CartPole> CartPole { get; } = new(
        Of(new FedPG.Control.Environments.CartPoleEnvironment { PoleHalfLength = [0.5, 1] }, 3, 200, 0.02, 0.01),
        new CartPole(HalfLength: 0.5, PoleMass: 0.1, Force: 10));

    /// <summary>A chain of masses with 2^b levels each: M 10, H 5, B 20, T 50.</summary>
    public static ControlWorkload<Chain> Chain(int dimensions, int bits) => new(
        Of(new FedPG.Control.Environments.ChainLqrEnvironment { Dimensions = dimensions }, bits, 50, 0.05, 0.001),
        FedPG.Control.Processes.Chain.Lqr(dimensions));

    private static FederationSpecification Of(
        IEnvironmentFamily family, int bits, int horizon, double stepSize, double temperature) => new()
        {
            Environments = family.Build(null),
            Agents = 10,
            Algorithm = "b-rs-fedpg",
            Policy = new PolicyOptions { Bits = bits },
            Entropy = new EntropyOptions { Temperature = temperature, Threshold = ImprovementThreshold.None },
            Local = new LocalOptions { Steps = 5, Batch = 20, Horizon = horizon, StepSize = stepSize, Baseline = GradientBaseline.Mean },
        };
}
