using FedPG.Environments;
using FedPG.Options;
using FedPG.Policies;

namespace FedPG.Algorithms;

/// <summary>The step along a gradient. The policy of what was broadcast is made once for all agents that begin with it.</summary>
internal sealed class GradientStep(EnvironmentSet environments, Func<DifferentiablePolicy> createPolicy, LocalOptions local, double temperature) : ILocalStep
{
    private readonly LocalGradient _first = new(environments, createPolicy, local, temperature, isKeeping: true);
    private readonly LocalGradient? _later = local.Steps == 1 ? null : new(environments, createPolicy, local, temperature);

    public int Together => _first.Together;

    public void Take(Span<Trainee> agents, bool isFirst) => (isFirst ? _first : _later!).Ascend(agents, local.StepSize);
}
