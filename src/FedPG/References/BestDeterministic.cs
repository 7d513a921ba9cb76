using FedPG.Environments;
using FedPG.Evaluation;
using FedPG.Policies;
using FedPG.Random;

namespace FedPG.References;

/// <summary>The best deterministic stationary policy that was found.</summary>
/// <param name="Value">J of it.</param>
/// <param name="Actions">The action of each state, [S].</param>
/// <param name="Exhaustive">Whether all policies were tried, so that there is none better.</param>
public sealed record DeterministicOptimum(double Value, IReadOnlyList<int> Actions, bool Exhaustive);

/// <summary>
/// Searches for the best deterministic stationary policy: all of them while there are at most 2^20, otherwise by switching single
/// states from several starts until none helps.
/// </summary>
internal sealed class BestDeterministic(FederatedObjective objective, CancellationToken cancellationToken)
{
    public const long ExhaustiveLimit = 1 << 20;
    private const int RefreshInterval = 1 << 12;
    private const int RandomStarts = 8;

    private readonly EnvironmentSet _environments = objective.Environments;

    public DeterministicOptimum Search()
    {
        bool exhaustive = Math.Pow(_environments.Actions, _environments.States) <= ExhaustiveLimit;
        int[] best = exhaustive ? TryAll() : Climb();
        var policy = new FixedPolicy(_environments.States, _environments.Actions);
        policy.SetParameters(PolicyIteration.OneHot(best, _environments.Actions));
        return new DeterministicOptimum(objective.Score(policy, temperature: 0).Objective, best, exhaustive);
    }

    /// <summary>Goes through all policies in reflected Gray-code order: each differs from the last in one state.</summary>
    private int[] TryAll()
    {
        var actions = new int[_environments.States];
        var directions = new int[actions.Length];
        Array.Fill(directions, 1);
        var chains = Chains(actions);
        int[] best = [.. actions];
        double bestValue = Objective(chains);
        for (int step = 1; ; step++)
        {
            int state = 0;
            while (state < actions.Length && !IsAction(actions[state] + directions[state])) directions[state++] *= -1;
            if (state == actions.Length) return best;
            actions[state] += directions[state];
            foreach (var (chain, _) in chains) chain.Switch(state, actions[state]);
            if (step % RefreshInterval == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                chains.ForEach(c => c.Chain.Refresh());
            }

            double value = Objective(chains);
            if (value <= bestValue) continue;
            (best, bestValue) = ([.. actions], value);
        }
    }

    private bool IsAction(int action) => action >= 0 && action < _environments.Actions;

    private int[] Climb()
    {
        var climbed = Starts().Select(ClimbFrom).ToList();
        return climbed.MaxBy(c => c.Value).Actions;
    }

    private (int[] Actions, double Value) ClimbFrom(int[] start)
    {
        int[] actions = [.. start];
        var chains = Chains(actions);
        double reached = double.NegativeInfinity;
        bool improved = true;
        while (improved)
        {
            // A pass that gains no more than rounding is the last: equal actions must not take turns for ever.
            chains.ForEach(c => c.Chain.Refresh());
            double now = Objective(chains);
            if (now <= reached + 1e-12 * Math.Abs(now)) break;
            (reached, improved) = (now, false);
            for (int state = 0; state < actions.Length; state++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int best = BestSwitch(chains, state, actions[state]);
                if (best == actions[state]) continue;
                foreach (var (chain, _) in chains) chain.Switch(state, best);
                actions[state] = best;
                improved = true;
            }
        }

        return (actions, Objective(chains));
    }

    private int BestSwitch(List<(SwitchedChain Chain, double Weight)> chains, int state, int present)
    {
        int best = present;
        double bestGain = 1e-10;
        for (int action = 0; action < _environments.Actions; action++)
        {
            double gain = chains.Sum(c => c.Weight * c.Chain.Gain(state, action));
            if (gain > bestGain) (best, bestGain) = (action, gain);
        }

        return best;
    }

    /// <summary>Each environment's own optimum, and random policies.</summary>
    private IEnumerable<int[]> Starts()
    {
        foreach (var (process, _) in objective.Distinct.Take(RandomStarts))
        {
            yield return PolicyIteration.Solve(process, _environments.Discount).Actions;
        }

        for (int i = 0; i < RandomStarts; i++)
        {
            var random = RandomStreams.For(StreamPurpose.Search, seed: 0, agent: i);
            var actions = new int[_environments.States];
            for (int s = 0; s < actions.Length; s++) actions[s] = random.NextInt32(_environments.Actions);
            yield return actions;
        }
    }

    private List<(SwitchedChain Chain, double Weight)> Chains(int[] actions) =>
    [
        .. objective.Distinct.Select(d => (
            new SwitchedChain(d.Process, _environments.Discount, [.. _environments.EvaluationDistribution], actions), d.Weight))
    ];

    private static double Objective(List<(SwitchedChain Chain, double Weight)> chains)
    {
        double sum = 0;
        foreach (var (chain, weight) in chains) sum += weight * chain.Objective;
        return sum;
    }
}
