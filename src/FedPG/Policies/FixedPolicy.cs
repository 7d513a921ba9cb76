using FedPG.Numerics;

namespace FedPG.Policies;

/// <summary>A policy whose parameters are the probabilities themselves, [S][A].</summary>
public sealed class FixedPolicy(int states, int actions) : Policy(states, actions, states * actions)
{
    /// <inheritdoc/>
    public override void SetParameters(ReadOnlySpan<double> parameters)
    {
        parameters.CopyTo(_probabilities);
        for (int i = 0; i < ParameterCount; i++) _logLikelihood[i] = Elementary.Log(parameters[i]);
    }
}
