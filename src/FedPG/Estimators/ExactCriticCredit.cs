using FedPG.Policies;
using FedPG.Random;
using FedPG.Scoring;

namespace FedPG.Estimators;

/// <summary>
/// The stochastic gradient with an exact critic (arXiv 2605.24357): B pairs are drawn, s from the normalised discounted visits and a from
/// π(·|s), each with the exact advantage: W(s,a) = Σ_b 1{(s_b,a_b)=(s,a)} A^π(s,a) / (B(1−γ)). For a softmax policy and B = 1 its
/// variance is at most ‖∇J‖² / ((1−γ) π_min ρ_min).
/// </summary>
internal sealed class ExactCriticCredit(EstimatorContext context) : ICreditEstimator
{
    private readonly ExactValues _values = new(context.Environments);
    private readonly double[] _cumulative = new double[context.Environments.States * context.Environments.Actions];
    private readonly int _batch = context.Local.Batch;

    public static ICreditEstimator Create(EstimatorContext context) => new ExactCriticCredit(context);

    /// <inheritdoc/>
    public bool IsCentred => true;

    /// <inheritdoc/>
    public void Prepare(Policy policy, int place = 0) => _values.Forget();

    /// <inheritdoc/>
    public void Estimate(ReadOnlySpan<CreditTask> tasks)
    {
        foreach (ref readonly var task in tasks)
        {
            _values.Solve(task.Process, task.Policy.Probabilities, task.Rewards);
            Accumulate(task.Policy);
            Draw(task.Seed, task.Policy.Actions, task.Credit);
        }
    }

    /// <summary>Sums the unnormalised probabilities d(s) π(a|s) of the pairs.</summary>
    private void Accumulate(Policy policy)
    {
        double sum = 0;
        for (int s = 0, pair = 0; s < policy.States; s++)
        {
            double visits = _values.Visits[s];
            for (int a = 0; a < policy.Actions; a++, pair++) _cumulative[pair] = sum += visits * policy.Probabilities[pair];
        }
    }

    private void Draw(ulong seed, int actions, Span<double> credit)
    {
        credit.Clear();
        var random = new Xoshiro256PlusPlus(seed);
        double total = _cumulative[^1], scale = total / _batch;
        if (!double.IsFinite(total))
        {
            credit.Fill(double.NaN);
            return;
        }

        for (int b = 0; b < _batch; b++)
        {
            int pair = Find(random.NextDouble() * total);
            credit[pair] += scale * (_values.ActionValues[pair] - _values.Values[pair / actions]);
        }
    }

    /// <summary>The first pair whose cumulative probability exceeds the target: never one of probability 0.</summary>
    private int Find(double target)
    {
        int low = 0, high = _cumulative.Length - 1;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_cumulative[middle] > target) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
