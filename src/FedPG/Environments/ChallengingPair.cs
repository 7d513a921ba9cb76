namespace FedPG.Environments;

/// <summary>
/// The kernels of the paper's two hard pairs of environments: 7 states, 4 actions. The types differ only in state 0, a fork:
/// type 1 leaves it for state 1 with actions 2 and 3, type 2 for state 2 with actions 0 and 1. An action that leads one agent
/// out keeps the other one in. States 1 and 2 are absorbing; states 3 to 6 lead to the fork through state 6.
/// </summary>
internal static class ChallengingPair
{
    private const int States = 7;
    private const int Actions = 4;

    /// <summary>The state that follows the fork, by type and action.</summary>
    private static readonly int[][] _fork =
    [
        [0, 0, 1, 1],
        [2, 2, 0, 0],
    ];

    /// <summary>P(·|s, a) of states 3 to 6, the same in both types.</summary>
    private static readonly double[][][] _common =
    [
        [
            [0.0, 0.0, 0.0, 0.8, 0.2, 0.0, 0.0],
            [0.0, 0.0, 0.0, 0.7, 0.2, 0.1, 0.0],
            [0.0, 0.0, 0.0, 0.2, 0.8, 0.0, 0.0],
            [0.0, 0.0, 0.0, 0.9, 0.1, 0.0, 0.0],
        ],
        [
            [0.0, 0.0, 0.0, 0.6, 0.2, 0.2, 0.0],
            [0.0, 0.0, 0.0, 0.5, 0.2, 0.2, 0.1],
            [0.0, 0.0, 0.0, 0.6, 0.2, 0.1, 0.1],
            [0.0, 0.0, 0.0, 0.1, 0.0, 0.9, 0.0],
        ],
        [
            [0.0, 0.0, 0.0, 0.1, 0.4, 0.5, 0.0],
            [0.0, 0.0, 0.0, 0.0, 0.5, 0.4, 0.1],
            [0.0, 0.0, 0.0, 0.4, 0.0, 0.3, 0.3],
            [0.0, 0.0, 0.0, 0.0, 0.1, 0.1, 0.8],
        ],
        [
            [0.0, 0.0, 0.0, 0.5, 0.3, 0.0, 0.2],
            [0.0, 0.0, 0.0, 0.0, 0.1, 0.8, 0.1],
            [0.0, 0.0, 0.0, 0.2, 0.2, 0.2, 0.4],
            [0.9, 0.0, 0.0, 0.0, 0.0, 0.0, 0.1],
        ],
    ];

    /// <summary>r(s, a) of states 3 to 6.</summary>
    private static readonly double[][] _commonRewards =
    [
        [0.10, 0.20, 0.00, 0.00],
        [0.05, 0.05, 0.10, 0.00],
        [0.10, 0.10, 0.00, 0.00],
        [0.10, 0.20, 0.05, 0.00],
    ];

    private static readonly double[] _initial = [0.05, 0.05, 0.05, 0.3, 0.3, 0.2, 0.05];

    /// <summary>The pair with the given rewards in its absorbing states; scored under the uniform distribution.</summary>
    /// <param name="discount">γ, or null for the published 0.99.</param>
    /// <param name="first">r(1, ·), [A].</param>
    /// <param name="second">r(2, ·), [A].</param>
    public static EnvironmentSet Build(double? discount, double[] first, double[] second) => new(
        discount ?? 0.99, _initial, [BuildType(0, first, second), BuildType(1, first, second)], Probabilities.Uniform(States));

    private static MarkovDecisionProcess BuildType(int type, double[] first, double[] second)
    {
        var draft = new ProcessDraft(States, Actions);
        for (int a = 0; a < Actions; a++)
        {
            draft.TransitionRow(0, a)[_fork[type][a]] = 1;
            draft.TransitionRow(1, a)[1] = 1;
            draft.TransitionRow(2, a)[2] = 1;
            for (int s = 3; s < States; s++) _common[s - 3][a].CopyTo(draft.TransitionRow(s, a));
        }

        double[][] rewards = [new double[Actions], first, second, .. _commonRewards];
        for (int s = 0; s < States; s++) rewards[s].CopyTo(draft.Rewards[(s * Actions)..]);
        return draft.Finish($"type{type + 1}");
    }
}
