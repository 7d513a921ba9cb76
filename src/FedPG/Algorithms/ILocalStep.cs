using FedPG.Environments;
using FedPG.Numerics;
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
    void Take(EnvironmentSampler environment, ref Xoshiro256PlusPlus random, Span<double> parameters);
}

/// <summary>The step along a gradient that is made for all parameters first.</summary>
internal sealed class GradientStep(EnvironmentSet environments, DifferentiablePolicy policy, LocalOptions local, double temperature) : ILocalStep
{
    private readonly LocalGradient _localGradient = new(environments, policy, local, temperature);
    private readonly double[] _gradient = new double[policy.ParameterCount];

    public void Take(EnvironmentSampler environment, ref Xoshiro256PlusPlus random, Span<double> parameters)
    {
        _localGradient.Compute(environment, parameters, ref random, _gradient);
        ScaledSum.Add(parameters, _gradient, local.StepSize);
    }
}
