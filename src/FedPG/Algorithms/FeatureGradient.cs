using FedPG.Control;
using FedPG.Control.Policies;
using FedPG.Control.Processes;
using FedPG.Control.Training;
using FedPG.Options;
using FedPG.Random;

namespace FedPG.Algorithms;

/// <summary>The sampled gradients of an agent in an environment with continuous states.</summary>
internal sealed class FeatureGradient : IAgentGradient
{
    private readonly ControlEnvironments _environments;
    private readonly int _agents;
    private readonly ControlGradient _gradient;
    private ControlProcess _process;
    private Xoshiro256PlusPlus _random;

    /// <summary>Allocates the buffers.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="environments">The run's environments.</param>
    /// <param name="policies">Creates policies.</param>
    /// <param name="temperature">λ.</param>
    public FeatureGradient(
        FederationSpecification specification, ControlEnvironments environments, ControlPolicies policies, double temperature)
    {
        (_environments, _agents, _process) = (environments, specification.Agents, environments.Types[0]);
        var local = specification.Local;
        _gradient = new ControlGradient(
            environments.Shape, policies.Create,
            new ControlGradientSettings(
                local.Batch, local.Horizon, environments.Discount, temperature, features => CreateBaseline(local.Baseline, features)));
    }

    public void Begin(LocalTask task)
    {
        _process = _environments.Types[_environments.TypeOf(task.Agent, _agents)];
        _random = RandomStreams.For(StreamPurpose.Training, (ulong)task.Seed, task.Round, task.Agent);
    }

    public void Compute(ReadOnlySpan<double> parameters, Span<double> gradient) =>
        _gradient.Compute(_process, parameters, ref _random, gradient);

    public void Compare(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> earlier, Span<double> gradient, Span<double> weighted) =>
        _gradient.Compare(_process, parameters, earlier, ref _random, gradient, weighted);

    private static IBaseline CreateBaseline(GradientBaseline baseline, int features) => baseline switch
    {
        GradientBaseline.Mean => new MeanBaseline(),
        GradientBaseline.Linear => new LinearBaseline(features),
        _ => new NoBaseline(),
    };
}
