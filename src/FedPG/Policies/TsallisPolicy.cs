using FedPG.Kernels.Linear;

namespace FedPG.Policies;

/// <summary>
/// The policy of the Tsallis entropy of order α with a uniform reference (arXiv 2601.12604): θ is [S][A] and
/// π(a|s) = (1/A) (1 + (α−1)(θ(s,a) − μ(s)))^{1/(α−1)}, with μ(s) such that the probabilities sum to 1. α = 1 is softmax.
/// </summary>
public sealed class TsallisPolicy : DifferentiablePolicy
{
    private readonly double _order;

    // 1/y of every pair, with y = 1 + (α−1)(θ − μ): the derivative of log π(a) by θ(a) at a fixed μ.
    private readonly double[] _slopes;
    private readonly double[] _escort;

    /// <summary>A policy over the given states and actions.</summary>
    /// <param name="states">S.</param>
    /// <param name="actions">A.</param>
    /// <param name="alpha">α, above 0 and at most 1.</param>
    public TsallisPolicy(int states, int actions, double alpha)
        : base(states, actions, states * actions)
    {
        if (alpha is not (> 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "is not above 0 and at most 1");
        (Alpha, _order) = (alpha, 1 - alpha);
        (_slopes, _escort) = (new double[states * actions], new double[actions]);
        Array.Fill(_slopes, 1);
    }

    /// <summary>α.</summary>
    public double Alpha { get; }

    /// <inheritdoc/>
    public override void SetParameters(ReadOnlySpan<double> parameters)
    {
        if (_order == 0)
        {
            Softmax.Rows(parameters, Actions, ProbabilityTable, LogLikelihoodTable);
            return;
        }

        for (int row = 0; row < ParameterCount; row += Actions)
        {
            TsallisRow.Solve(
                parameters.Slice(row, Actions),
                _order,
                ProbabilityTable.Slice(row, Actions),
                LogLikelihoodTable.Slice(row, Actions),
                _slopes.AsSpan(row, Actions));
        }
    }

    /// <summary>
    /// W(b)/y(b) − q(b) Σ_a W(a)/y(a) with the escort probabilities q ∝ π/y: ∂ log π(a)/∂θ(b) = (1/y(a)) (1{a=b} − ∂μ/∂θ(b)), and
    /// ∂μ/∂θ = q because the probabilities sum to 1.
    /// </summary>
    public override void ScoreGradient(ReadOnlySpan<double> credit, Span<double> gradient)
    {
        for (int row = 0; row < ParameterCount; row += Actions)
        {
            double total = 0, weight = 0;
            for (int a = 0; a < Actions; a++)
            {
                double slope = _slopes[row + a];
                weight += _escort[a] = Probabilities[row + a] * slope;
                total += gradient[row + a] = credit[row + a] * slope;
            }

            for (int a = 0; a < Actions; a++) gradient[row + a] -= _escort[a] / weight * total;
        }
    }
}
