using FedPG.Environments;
using FedPG.Policies;

namespace FedPG.Algorithms;

/// <summary>A step along a gradient. The policy of the broadcast is computed once for all agents that start from it.</summary>
internal sealed class GradientStep(
    FederationSpecification specification, EnvironmentSet environments, Func<DifferentiablePolicy> createPolicy, double temperature)
    : ILocalStep
{
    private readonly LocalGradient _first = new(specification, environments, createPolicy, temperature, isKeeping: true);
    private readonly LocalGradient? _later =
        specification.Local.Steps == 1 ? null : new LocalGradient(specification, environments, createPolicy, temperature);

    public int Together => _first.Together;

    public void Apply(Span<TrainingAgent> agents, bool isFirst) =>
        (isFirst ? _first : _later!).Ascend(agents, specification.Local.StepSize);
}
