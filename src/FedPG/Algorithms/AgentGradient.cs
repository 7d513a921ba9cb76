using FedPG.Environments;
using FedPG.Kernels.Tables;
using FedPG.Options;
using FedPG.Policies;
using FedPG.Random;

namespace FedPG.Algorithms;

/// <summary>
/// The gradient of an agent's objective that local training follows (arXiv 2505.23459, section 3), by the estimator that
/// <c>local.estimator</c> names, for algorithms outside this library. Serves environments with finitely many states; continuous ones are
/// refused with the algorithm's name. Owns its buffers, so it is not thread-safe. All random numbers come from the task's stream.
/// </summary>
public sealed class AgentGradient : IAgentGradient
{
    private readonly FederationSpecification _specification;
    private readonly EnvironmentSet _environments;
    private readonly EnvironmentSampler[] _samplers;
    private readonly LocalGradient _gradient;
    private readonly Lazy<TrajectoryComparison> _comparison;
    private EnvironmentSampler _sampler;
    private Xoshiro256PlusPlus _random;

    /// <summary>Creates the gradient of a run.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="createPolicy">
    /// Creates a policy over the states and actions of <see cref="FederationSpecification.PhasedEnvironments"/>.
    /// </param>
    /// <param name="temperature">λ of the entropy bonus; 0 turns it off.</param>
    /// <exception cref="SpecificationException">The environments have continuous states.</exception>
    public AgentGradient(FederationSpecification specification, Func<DifferentiablePolicy> createPolicy, double temperature = 0)
    {
        ArgumentNullException.ThrowIfNull(specification);
        _specification = specification;
        _environments = specification.PhasedEnvironments;
        _samplers = EnvironmentSampler.ForTypes(_environments);
        _sampler = _samplers[0];
        _gradient = new LocalGradient(specification, _environments, createPolicy, temperature);
        _comparison = new(() => new TrajectoryComparison(_environments, createPolicy, specification.Local, temperature));
    }

    /// <summary>Begins an agent's local training: selects its environment and its random stream.</summary>
    public void Begin(LocalTask task)
    {
        _sampler = _samplers[_environments.TypeOf(task.Agent, _specification.Agents)];
        _random = RandomStreams.For(StreamPurpose.Training, (ulong)task.Seed, task.Round, task.Agent);
    }

    /// <summary>The gradient at θ; a sampled gradient draws new trajectories each time.</summary>
    /// <param name="parameters">θ, flat [<see cref="Policy.ParameterCount"/>].</param>
    /// <param name="gradient">The destination of the gradient, of the same length.</param>
    public void Compute(ReadOnlySpan<double> parameters, Span<double> gradient) =>
        _gradient.Compute(_sampler, parameters, ref _random, gradient);

    void IAgentGradient.Compare(
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
