using FedPG.Environments;
using FedPG.Scoring;

namespace FedPG.References;

/// <summary>A policy's objective.</summary>
/// <param name="Value">J.</param>
/// <param name="Size">J of the rewards' magnitudes: what rounding is measured against.</param>
internal readonly record struct CommonScore(double Value, double Size)
{
    /// <summary>Whether it is more than another, and not by rounding alone.</summary>
    public bool IsAbove(CommonScore other) => Value - other.Value > Rounding * (Size + other.Size);

    /// <summary>Whether it comes up to a proved bound but for rounding.</summary>
    public bool Reaches(CommonScore bound) => bound.Value - Value <= Rounding * (Size + bound.Size);

    private const double Rounding = 1e-14;

    /// <summary>Scores a deterministic policy from scratch.</summary>
    public static CommonScore Of(FederatedObjective objective, ReadOnlySpan<int> actions, WorkMeter meter)
    {
        var environments = objective.Environments;
        double[] policy = PolicyIteration.OneHot(actions, environments.Actions);
        int states = environments.States;
        double[] rewards = new double[states], values = new double[states], sizes = new double[states];
        var score = default(CommonScore);
        foreach (var (process, weight) in objective.Distinct)
        {
            var chain = new PolicyChain(process, environments.Discount, meter);
            chain.Take(policy);
            chain.ExpectedRewards(rewards);
            chain.RefinedValues(rewards, values);
            for (int s = 0; s < rewards.Length; s++) rewards[s] = Math.Abs(rewards[s]);
            chain.Values(rewards, sizes);
            score = score.Plus(weight, Mean(environments, values, sizes));
        }

        return score;
    }

    /// <summary>The mean over the distribution that objectives are scored under; states it leaves out have no part in it.</summary>
    public static CommonScore Mean(EnvironmentSet environments, ReadOnlySpan<double> values, ReadOnlySpan<double> sizes)
    {
        var value = new CompensatedSum();
        double size = 0;
        for (int s = 0; s < values.Length; s++)
        {
            double share = environments.EvaluationDistribution[s];
            if (share == 0) continue;
            value.Add(share, values[s]);
            size += share * sizes[s];
        }

        return new CommonScore(value.Value, size);
    }

    /// <summary>The sum with another's share.</summary>
    public CommonScore Plus(double weight, CommonScore other) => new(Value + weight * other.Value, Size + weight * other.Size);
}
