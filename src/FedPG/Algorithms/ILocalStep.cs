using FedPG.Environments;
using FedPG.Options;
using FedPG.Policies;
using FedPG.Random;
using FedPG.Sampling;

namespace FedPG.Algorithms;

/// <summary>One local step of policy gradient: θ ← θ + η g(θ). It owns its buffers and is not for use by several threads at once.</summary>
internal interface ILocalStep
{
    /// <summary>Takes the step.</summary>
    /// <param name="environment">The agent's environment.</param>
    /// <param name="random">The agent's stream, moved on by what is drawn.</param>
    /// <param name="parameters">θ, in place.</param>
    /// <param name="isFirst">Whether θ is what was broadcast, which is the same for many agents.</param>
    void Take(EnvironmentSampler environment, ref Xoshiro256PlusPlus random, Span<double> parameters, bool isFirst);
}

/// <summary>The step along a gradient. The policy of what was broadcast is made once for all agents that begin with it.</summary>
internal sealed class GradientStep(EnvironmentSet environments, Func<DifferentiablePolicy> createPolicy, LocalOptions local, double temperature) : ILocalStep
{
    private readonly LocalGradient _first = new(environments, createPolicy(), local, temperature, isKeeping: true);
    private readonly LocalGradient? _later = local.Steps == 1 ? null : new(environments, createPolicy(), local, temperature);

    public void Take(EnvironmentSampler environment, ref Xoshiro256PlusPlus random, Span<double> parameters, bool isFirst) =>
        (isFirst ? _first : _later!).Ascend(environment, parameters, ref random, local.StepSize);
}
