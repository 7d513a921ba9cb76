using System.Runtime.CompilerServices;
using FedPG.Kernels.Linear;

namespace FedPG.Policies;

/// <summary>The softmax policy: θ is [S][A] and π(a|s) = exp θ(s,a) / Σ_a' exp θ(s,a').</summary>
public sealed class SoftmaxPolicy(int states, int actions) : DifferentiablePolicy(states, actions, states * actions)
{
    /// <inheritdoc/>
    public override void SetParameters(ReadOnlySpan<double> parameters) =>
        Softmax.Rows(parameters, Actions, _probabilities, _logLikelihood);

    /// <inheritdoc/>
    internal override void SetProbabilities(ReadOnlySpan<double> parameters) => Softmax.Rows(parameters, Actions, _probabilities, []);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void ScoreGradient(ReadOnlySpan<double> credit, Span<double> gradient)
    {
        for (int row = 0; row < ParameterCount; row += Actions)
        {
            SoftmaxScore.Compute(
                _probabilities.Span.Slice(row, Actions), credit.Slice(row, Actions), gradient.Slice(row, Actions));
        }
    }

    /// <summary>
    /// The credit itself. In W(a) − π(a) Σ W the second term has the expectation 0 and would only add variance.
    /// </summary>
    internal override void CentredGradient(ReadOnlySpan<double> credit, Span<double> gradient) => credit.CopyTo(gradient);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Ascend(ReadOnlySpan<double> credit, double stepSize, Span<double> parameters)
    {
        for (int row = 0; row < ParameterCount; row += Actions)
        {
            SoftmaxScore.Ascend(
                _probabilities.Span.Slice(row, Actions), credit.Slice(row, Actions), stepSize, parameters.Slice(row, Actions));
        }
    }
}
