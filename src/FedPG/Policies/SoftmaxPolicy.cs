using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using FedPG.Numerics;

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
            var own = credit.Slice(row, Actions);
            var slope = gradient.Slice(row, Actions);
            double total = FixedOrder.Sum(own);
            if (Actions >= FixedOrder.Many)
            {
                TensorPrimitives.Multiply(_probabilities.AsSpan(row, Actions), total, slope);
                TensorPrimitives.Subtract(own, slope, slope);
                continue;
            }

            for (int a = 0; a < own.Length; a++) slope[a] = own[a] - _probabilities[row + a] * total;
        }
    }
}
