using FedPG.Algorithms;
using FedPG.Environments;

namespace FedPG.Actors.Tests;

/// <summary>Small federations for protocol tests.</summary>
internal static class Federations
{
    /// <summary>Episodes without a discount: state 0 offers two actions, state 1 three, and state 2 ends the episode.</summary>
    public static EnvironmentSet Episodes()
    {
        double[] stay = [0.5, 0.5, 0], go = [0, 1, 0], end = [0, 0, 1], most = [0.25, 0.25, 0.5];
        MarkovDecisionProcess Type(double first, double second) => new(
            "episodes", 3, 3, [.. stay, .. go, .. go, .. end, .. most, .. stay, .. end, .. end, .. end],
            [-1, first, first, 0, second, -1, 0, 0, 0]);
        return new EnvironmentSet(1, [0.75, 0.25, 0], [Type(-1, 2), Type(-2, 1).StartingFrom([0, 1, 0])])
        {
            ActionSets = ActionSets.Of([2, 3, 1], 3),
            TerminalStates = [2],
            Shares = TypeShares.OfWeights([2, 1]),
        };
    }

    /// <summary>
    /// A long way as lists of successors: state s offers 1 + s mod 3 actions, which lead on, further on and back. Both last states end an
    /// episode; all trajectories begin near them.
    /// </summary>
    public static EnvironmentSet LongWay()
    {
        const int States = 600, Actions = 3, Ends = 2;
        int[] counts = [.. Enumerable.Range(0, States).Select(s => s >= States - Ends ? 1 : 1 + s % 3)];
        MarkovDecisionProcess Type(double slip)
        {
            var kernel = new TransitionKernelBuilder(States, Actions);
            double[] rewards = new double[States * Actions];
            for (int pair = 0; pair < rewards.Length; pair++)
            {
                int state = pair / Actions, action = Math.Min(pair % Actions, counts[state] - 1);
                int[] targets = state >= States - Ends ? [state] : [state + 1, Math.Min(state + 7, States - 1), Math.Max(state - 3, 0)];
                kernel.Add(targets[action], 1 - slip);
                kernel.Add(state, slip);
                kernel.EndRow();
                rewards[pair] = state >= States - Ends ? 0 : 1 + action - state * slip / States;
            }

            return new MarkovDecisionProcess("way", kernel.Build(), rewards);
        }

        double[] start = new double[States];
        start.AsSpan(States - 40, 32).Fill(1.0 / 32);
        return new EnvironmentSet(0.95, start, [Type(0.1), Type(0.25)])
        {
            ActionSets = ActionSets.Of([.. counts], Actions),
            TerminalStates = [States - 2, States - 1],
        };
    }

    public static FederationSpecification Synthetic(int agents = 5, int rounds = 4, int edgeSize = 2) => new()
    {
        Environments = new SyntheticEnvironment().Build(null),
        Agents = agents,
        Rounds = rounds,
        EdgeSize = edgeSize,
    };
}
