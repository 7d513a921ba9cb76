using System.Runtime.CompilerServices;

namespace FedPG.Policies;

/// <summary>The softmax policy: θ is [S][A] and π(a|s) = exp θ(s,a) / Σ_a' exp θ(s,a').</summary>
public sealed class SoftmaxPolicy(int states, int actions) : DifferentiablePolicy(states, actions, states * actions)
{
    /// <inheritdoc/>
    public override void SetParameters(ReadOnlySpan<double> parameters) =>
        Softmax.Rows(parameters, Actions, _probabilities, _logLikelihood);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void ScoreGradient(ReadOnlySpan<double> credit, Span<double> gradient)
    {
        for (int row = 0; row < ParameterCount; row += Actions)
        {
            double total = 0;
            for (int i = row; i < row + Actions; i++) total += credit[i];
            for (int i = row; i < row + Actions; i++) gradient[i] = credit[i] - _probabilities[i] * total;
        }
    }
}
