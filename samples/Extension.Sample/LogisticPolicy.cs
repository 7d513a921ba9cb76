using FedPG.Numerics;
using FedPG.Policies;

namespace Extension.Sample;

/// <summary>π(a|s) ∝ σ(θ(s,a)) with the logistic function σ: weights between 0 and 1.</summary>
public sealed class LogisticPolicy(int states, int actions) : DifferentiablePolicy(states, actions, states * actions)
{
    private readonly double[] _weights = new double[states * actions];

    public override void SetParameters(ReadOnlySpan<double> parameters)
    {
        for (int row = 0; row < parameters.Length; row += Actions)
        {
            double sum = 0;
            for (int i = row; i < row + Actions; i++) sum += _weights[i] = 1 / (1 + Elementary.Exp(-parameters[i]));
            for (int i = row; i < row + Actions; i++)
            {
                ProbabilityTable[i] = _weights[i] / sum;
                LogLikelihoodTable[i] = Elementary.Log(ProbabilityTable[i]);
            }
        }
    }

    /// <summary>∂ log π(a)/∂θ(b) = (1 − σ(θ(b))) (1{a=b} − π(b)).</summary>
    public override void ScoreGradient(ReadOnlySpan<double> credit, Span<double> gradient)
    {
        for (int row = 0; row < credit.Length; row += Actions)
        {
            double sum = 0;
            for (int i = row; i < row + Actions; i++) sum += credit[i];
            for (int i = row; i < row + Actions; i++) gradient[i] = (1 - _weights[i]) * (credit[i] - Probabilities[i] * sum);
        }
    }
}
