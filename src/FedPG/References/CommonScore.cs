using FedPG.Environments;
using FedPG.Numerics;
using FedPG.Scoring;

namespace FedPG.References;

/// <summary>A policy's objective.</summary>
/// <param name="Value">J.</param>
/// <param name="Size">J of the rewards' magnitudes, which rounding is compared with.</param>
internal readonly record struct CommonScore(double Value, double Size)
{
    /// <summary>Whether this score is above another by more than rounding.</summary>
    public bool IsAbove(CommonScore other) => Value - other.Value > Rounding * (Size + other.Size);

    /// <summary>Whether this score reaches a proved bound up to rounding.</summary>
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
        var shared = new IteratedSystem(environments.Discount, meter);
        foreach (var (process, weight) in objective.Distinct)
        {
            var chain = new PolicyChain(process, environments.Discount, meter, shared);
            chain.Load(policy);
            chain.ExpectedRewards(rewards);
            chain.RefinedValues(rewards, values);
            for (int s = 0; s < rewards.Length; s++) rewards[s] = Math.Abs(rewards[s]);
            chain.Values(rewards, sizes);
            score = score.Plus(weight, Mean(environments, process, values, sizes));
        }

        return score;
    }

    /// <summary>The mean over the evaluation distribution; states of probability 0 are left out.</summary>
    public static CommonScore Mean(
        EnvironmentSet environments, MarkovDecisionProcess process, ReadOnlySpan<double> values, ReadOnlySpan<double> sizes)
    {
        var value = new CompensatedSum();
        double size = 0;
        var start = environments.ScoredFrom(process);
        for (int s = 0; s < values.Length; s++)
        {
            double share = start[s];
            if (share == 0) continue;
            value.Add(share, values[s]);
            size += share * sizes[s];
        }

        return new CommonScore(value.Value, size);
    }

    /// <summary>The sum with a weighted score.</summary>
    public CommonScore Plus(double weight, CommonScore other) => new(Value + weight * other.Value, Size + weight * other.Size);
}
