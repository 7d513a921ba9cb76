using FedPG.Scoring;

namespace FedPG.References;

/// <summary>Switches single states of a deterministic policy to better actions until no switch helps.</summary>
internal sealed class DeterministicClimb(FederatedObjective objective, WorkMeter meter)
{
    /// <summary>The smallest gain that counts, relative to the numbers that it is the difference of.</summary>
    private const double Rounding = 1e-13;

    private readonly int _actions = objective.Environments.Actions;

    /// <summary>The multiplications to evaluate a dense policy once: with less work left, a start is not worthwhile.</summary>
    public double Cost => 4 / 3.0 * Math.Pow(objective.Environments.States, 3) * objective.Distinct.Count();

    /// <summary>Climbs from a policy while work is left.</summary>
    /// <param name="start">The policy, [S].</param>
    /// <param name="bound">A proved bound, at which the climb ends.</param>
    public (int[] Actions, CommonScore Score) From(int[] start, CommonScore bound)
    {
        int[] best = [.. start];
        var chains = Chains();
        var score = Refresh(chains, best);
        while (!meter.IsSpent && !score.Reaches(bound))
        {
            int[] next = [.. best];
            if (!Pass(chains, next)) break;
            var reached = Refresh(chains, next);
            if (!reached.IsAbove(score))
            {
                // Rounding of many updates may have misled the pass; the best single switch, evaluated from scratch, has no such error.
                _ = Refresh(chains, best);
                next = [.. best];
                if (!SwitchBest(chains, next)) break;
                reached = Refresh(chains, next);
                if (!reached.IsAbove(score)) break;
            }

            (best, score) = (next, reached);
        }

        return (best, score);
    }

    /// <summary>Gives each state in turn its best action; false if no action changes.</summary>
    private bool Pass(List<(SwitchedChain Chain, double Weight)> chains, int[] actions)
    {
        bool switched = false;
        for (int state = 0; state < actions.Length && !meter.IsSpent; state++)
        {
            var (action, gain) = BestSwitch(chains, state, actions[state]);
            if (gain <= 0) continue;
            foreach (var (chain, _) in chains) chain.Switch(state, action);
            actions[state] = action;
            switched = true;
        }

        return switched;
    }

    private bool SwitchBest(List<(SwitchedChain Chain, double Weight)> chains, int[] actions)
    {
        var (state, action, gain) = Enumerable.Range(0, actions.Length)
            .Select(s => BestSwitch(chains, s, actions[s]) is var best ? (State: s, best.Action, best.Gain) : default)
            .MaxBy(best => best.Gain);
        if (gain > 0) actions[state] = action;
        return gain > 0;
    }

    private (int Action, double Gain) BestSwitch(List<(SwitchedChain Chain, double Weight)> chains, int state, int present)
    {
        meter.Spend((long)_actions * chains.Count * objective.Environments.States);
        var best = (Action: present, Gain: 0.0);
        for (int action = 0; action < _actions; action++)
        {
            double sum = 0, sizes = 0;
            foreach (var (chain, weight) in chains)
            {
                var (gain, size) = chain.Gain(state, action);
                sum += weight * gain;
                sizes += weight * size;
            }

            if (sum > best.Gain && sum > Rounding * sizes) best = (action, sum);
        }

        return best;
    }

    private static CommonScore Refresh(List<(SwitchedChain Chain, double Weight)> chains, int[] actions)
    {
        var score = default(CommonScore);
        foreach (var (chain, weight) in chains) score = score.Plus(weight, chain.Refresh(actions));
        return score;
    }

    private List<(SwitchedChain Chain, double Weight)> Chains() =>
    [
        .. objective.Distinct.Select(d => (
            new SwitchedChain(d.Process, objective.Environments.Discount, objective.Environments.ScoredFrom(d.Process).ToArray(), meter),
            d.Weight))
    ];
}
