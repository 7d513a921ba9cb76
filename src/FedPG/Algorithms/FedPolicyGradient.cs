using System.Collections.Immutable;
using FedPG.Kernels.Tables;
using FedPG.Policies;

namespace FedPG.Algorithms;

/// <summary>
/// FedPG (arXiv 2505.23459, Algorithm 1) over any differentiable policy: S-, RS- and b-RS-FedPG differ in policy, temperature and
/// improvement operator.
/// </summary>
internal sealed class FedPolicyGradient : IFederatedAlgorithm
{
    private readonly FederationSpecification _specification;
    private readonly EnvironmentSampler[] _samplers;
    private readonly Func<DifferentiablePolicy> _createPolicy;
    private readonly Func<ILocalStep> _createStep;
    private readonly Improvement _improvement;

    public FedPolicyGradient(
        string name,
        FederationSpecification specification,
        int parameters,
        Func<DifferentiablePolicy> createPolicy,
        Func<ILocalStep> createStep,
        Improvement improvement)
    {
        Name = name;
        ParameterCount = parameters;
        _specification = specification;
        _samplers = EnvironmentSampler.ForTypes(specification.PhasedEnvironments);
        (_createPolicy, _createStep, _improvement) = (createPolicy, createStep, improvement);
    }

    public string Name { get; }

    public int ParameterCount { get; }

    public ImmutableArray<double> InitialParameters => Algorithms.InitialParameters.Of(_specification, ParameterCount);

    public int Participants => _specification.Agents;

    public long StepsPerTraining => _specification.SampledStepsPerTraining;

    public int Policies => 1;

    public IReadOnlyList<string> Notices => _improvement.Notices;

    public Policy CreatePolicy() => _createPolicy();

    public ILearner CreateLearner() => new SteppedLearner(_specification, _samplers, _createStep());

    public MassMoved Improve(Span<double> average) => _improvement.Apply(average);
}
