using FedPG.Environments;
using FedPG.Options;
using FedPG.Policies;

namespace FedPG.Algorithms;

/// <summary>A step along a gradient. The policy of the broadcast is computed once for all agents that start from it.</summary>
internal sealed class GradientStep(
    EnvironmentSet environments, Func<DifferentiablePolicy> createPolicy, LocalOptions local, double temperature) : ILocalStep
{
    private readonly LocalGradient _first = new(environments, createPolicy, local, temperature, isKeeping: true);
    private readonly LocalGradient? _later = local.Steps == 1 ? null : new(environments, createPolicy, local, temperature);

    public int Together => _first.Together;

    public void Apply(Span<TrainingAgent> agents, bool isFirst) => (isFirst ? _first : _later!).Ascend(agents, local.StepSize);
}
