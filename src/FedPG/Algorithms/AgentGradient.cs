using FedPG.Control;
using FedPG.Policies;

namespace FedPG.Algorithms;

/// <summary>
/// The gradient of an agent's objective that local training follows (arXiv 2505.23459, section 3), by the estimator that
/// <c>local.estimator</c> names, for algorithms outside this library. Owns its buffers, so it is not
/// thread-safe. All random numbers come from the task's stream.
/// </summary>
public sealed class AgentGradient : IAgentGradient
{
    private readonly IAgentGradient _gradient;

    /// <summary>Creates the gradient of a run in finite environments.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="createPolicy">
    /// Creates a policy over the states and actions of <see cref="FederationSpecification.PhasedEnvironments"/>.
    /// </param>
    /// <param name="temperature">λ of the entropy bonus; 0 turns it off.</param>
    /// <exception cref="SpecificationException">The states are continuous.</exception>
    public AgentGradient(FederationSpecification specification, Func<DifferentiablePolicy> createPolicy, double temperature = 0)
    {
        ArgumentNullException.ThrowIfNull(specification);
        _gradient = new TableGradient(specification, createPolicy, temperature);
    }

    /// <summary>Creates the gradient of another algorithm's policy, in environments with finitely many or continuous states.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="basis">
    /// The algorithm whose policy it is, such as the catalogue's s-fedpg. An algorithm that derives from
    /// <see cref="DelegatingAlgorithm"/> with the same basis is scored by the same policy.
    /// </param>
    /// <param name="temperature">λ of the entropy bonus; 0 turns it off.</param>
    /// <exception cref="SpecificationException">The basis has no policy with a gradient.</exception>
    public AgentGradient(FederationSpecification specification, IFederatedAlgorithm basis, double temperature = 0)
    {
        ArgumentNullException.ThrowIfNull(specification);
        ArgumentNullException.ThrowIfNull(basis);
        _gradient = specification.Environments is ControlEnvironments control && basis.FeaturePolicies is { } policies
            ? new FeatureGradient(specification, control, policies, temperature)
            : new TableGradient(specification, () => Differentiable(basis), temperature);
    }

    /// <summary>Begins an agent's local training: selects its environment and its random stream.</summary>
    public void Begin(LocalTask task) => _gradient.Begin(task);

    /// <summary>The gradient at θ; a sampled gradient draws new trajectories each time.</summary>
    /// <param name="parameters">θ, flat [<see cref="IFederatedAlgorithm.ParameterCount"/>].</param>
    /// <param name="gradient">The destination of the gradient, of the same length.</param>
    public void Compute(ReadOnlySpan<double> parameters, Span<double> gradient) => _gradient.Compute(parameters, gradient);

    void IAgentGradient.Compare(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> earlier, Span<double> gradient, Span<double> weighted) =>
        _gradient.Compare(parameters, earlier, gradient, weighted);

    private static DifferentiablePolicy Differentiable(IFederatedAlgorithm basis) => basis.CreatePolicy() as DifferentiablePolicy
        ?? throw new SpecificationException("algorithm", $"'{basis.Name}'", "an algorithm whose policy has a gradient");
}
