using FedPG.Environments;
using FedPG.Options;
using FedPG.Policies;

namespace FedPG.Algorithms;

/// <summary>The step along a gradient. The policy of what was broadcast is made once for all agents that begin with it.</summary>
internal sealed class GradientStep(EnvironmentSet environments, Func<DifferentiablePolicy> createPolicy, LocalOptions local, double temperature) : ILocalStep
{
    private readonly LocalGradient _first = new(environments, createPolicy(), local, temperature, isKeeping: true);
    private readonly LocalGradient? _later = local.Steps == 1 ? null : new(environments, createPolicy(), local, temperature);

    // Of the second of two agents; made when there are two for the first time.
    private LocalGradient? _otherFirst;
    private LocalGradient? _otherLater;

    public bool IsQuickerByTwos => _first.IsQuickerByTwos;

    public void Take(ref Trainee agent, bool isFirst) => (isFirst ? _first : _later!).Ascend(ref agent, local.StepSize);

    public void TakeBoth(ref Trainee one, ref Trainee other, bool isFirst)
    {
        if (isFirst) LocalGradient.AscendBoth(_first, ref one, _otherFirst ??= Another(isKeeping: true), ref other, local.StepSize);
        else LocalGradient.AscendBoth(_later!, ref one, _otherLater ??= Another(isKeeping: false), ref other, local.StepSize);
    }

    private LocalGradient Another(bool isKeeping) => new(environments, createPolicy(), local, temperature, isKeeping);
}
