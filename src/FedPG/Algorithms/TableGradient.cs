using FedPG.Environments;
using FedPG.Kernels.Tables;
using FedPG.Options;
using FedPG.Policies;
using FedPG.Random;

namespace FedPG.Algorithms;

/// <summary>The gradients of an agent in a finite environment, by the estimator that <c>local.estimator</c> names.</summary>
internal sealed class TableGradient : IAgentGradient
{
    private readonly FederationSpecification _specification;
    private readonly EnvironmentSet _environments;
    private readonly EnvironmentSampler[] _samplers;
    private readonly LocalGradient _gradient;
    private readonly Lazy<TrajectoryComparison> _comparison;
    private EnvironmentSampler _sampler;
    private Xoshiro256PlusPlus _random;

    /// <summary>Allocates the buffers.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="createPolicy">Creates a policy.</param>
    /// <param name="temperature">λ.</param>
    public TableGradient(FederationSpecification specification, Func<DifferentiablePolicy> createPolicy, double temperature)
    {
        _specification = specification;
        _environments = specification.PhasedEnvironments;
        _samplers = EnvironmentSampler.ForTypes(_environments);
        _sampler = _samplers[0];
        _gradient = new LocalGradient(specification, _environments, createPolicy, temperature);
        _comparison = new(() => new TrajectoryComparison(_environments, createPolicy, specification.Local, temperature));
    }

    public void Begin(LocalTask task)
    {
        _sampler = _samplers[_environments.TypeOf(task.Agent, _specification.Agents)];
        _random = RandomStreams.For(StreamPurpose.Training, (ulong)task.Seed, task.Round, task.Agent);
    }

    public void Compute(ReadOnlySpan<double> parameters, Span<double> gradient) =>
        _gradient.Compute(_sampler, parameters, ref _random, gradient);

    public void Compare(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> earlier, Span<double> gradient, Span<double> weighted)
    {
        if (_specification.Local.Estimator is GradientEstimator.Sampled)
        {
            _comparison.Value.Compute(_sampler, parameters, earlier, ref _random, gradient, weighted);
            return;
        }

        // The expectation of w g(θ') under θ is that of g(θ') under θ'.
        Compute(parameters, gradient);
        Compute(earlier, weighted);
    }
}
