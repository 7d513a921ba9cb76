using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace FedPG.Environments;

/// <summary>
/// Environments whose state includes the phase t mod K, so that a stationary policy on them is a policy of period K on the original.
/// </summary>
internal static class PeriodicEnvironments
{
    private static readonly ConditionalWeakTable<EnvironmentSet, ConcurrentDictionary<int, EnvironmentSet>> Unrolled = [];

    /// <summary>
    /// The set with K·S states: state s in phase k has index k·S + s, a step leads to the next phase (cyclically), and time begins
    /// in phase 0. Types that are one object stay one object; period 1 returns the set itself. Another call returns the same object.
    /// </summary>
    /// <param name="set">The environments.</param>
    /// <param name="period">K, at least 1.</param>
    /// <exception cref="SpecificationException">The period is below 1, or the kernels would not fit in memory.</exception>
    public static EnvironmentSet WithPeriod(EnvironmentSet set, int period)
    {
        if (period < 1) throw new SpecificationException("policy.period", $"{period}", "at least 1");
        return period == 1 ? set : Unrolled.GetOrCreateValue(set).GetOrAdd(period, _ => Unroll(set, period));
    }

    private static EnvironmentSet Unroll(EnvironmentSet set, int period)
    {
        var unrolled = set.Types.Distinct().ToDictionary(type => type, type => Unroll(type, period));
        return new EnvironmentSet(
            set.Discount,
            InFirstPhase(set.InitialDistribution.AsSpan(), period),
            [.. set.Types.Select(type => unrolled[type])],
            set.IsScoredFromStart ? null : InFirstPhase(set.EvaluationDistribution.AsSpan(), period))
        {
            Shares = set.Shares,
            ActionSets = set.ActionSets.Repeated(period),
            TerminalStates =
                [.. Enumerable.Range(0, period).SelectMany(phase => set.TerminalStates.Select(state => phase * set.States + state))],
        };
    }

    private static MarkovDecisionProcess Unroll(MarkovDecisionProcess type, int period)
    {
        KernelForm.RequirePairs((long)period * type.States, type.Actions);
        KernelForm.RequireSuccessors((long)period * type.Kernel.Count);
        int states = type.States;
        var kernel = new TransitionKernelBuilder(period * states, type.Actions, (long)period * type.Kernel.Count);
        var rewards = new double[period * type.Rewards.Length];
        for (int phase = 0; phase < period; phase++)
        {
            int next = (phase + 1) % period;
            type.Rewards.CopyTo(rewards.AsSpan(phase * type.Rewards.Length));
            for (int pair = 0; pair < type.Kernel.Pairs; pair++) kernel.AddRow(type.Kernel.Row(pair), offset: next * states);
        }

        var unrolled = new MarkovDecisionProcess(type.Name, kernel.Build(), rewards);
        return type.Start.IsEmpty ? unrolled : unrolled.StartingFrom(InFirstPhase(type.Start.AsSpan(), period));
    }

    private static double[] InFirstPhase(ReadOnlySpan<double> distribution, int period)
    {
        var extended = new double[period * distribution.Length];
        distribution.CopyTo(extended);
        return extended;
    }
}
