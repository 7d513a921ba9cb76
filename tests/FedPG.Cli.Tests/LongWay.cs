using System.Globalization;
using System.Text;

namespace FedPG.Cli.Tests;

/// <summary>
/// An MDP file whose kernel is stored as lists of successors. State s offers 1 + s mod 3 actions, which lead on, further on and back; both
/// last states end an episode. There are two types.
/// </summary>
internal static class LongWay
{
    private const int States = 600;
    private const int Ends = 2;

    /// <summary>The file.</summary>
    public static string Text()
    {
        var start = string.Join(", ", Enumerable.Range(States - 40, 32).Select(state => $"\"{state}\": 0.03125"));
        return $"{{\"format\": \"fedpg-mdp/1\", \"discount\": 0.95, \"terminalStates\": [{States - 2}, {States - 1}],\n"
            + $"\"initialDistribution\": {{{start}}},\n\"environments\": [{Type("steady", 0.125)}, {Type("slow", 0.25)}]}}\n";
    }

    private static string Type(string name, double slip)
    {
        StringBuilder transitions = new(), rewards = new();
        for (int state = 0; state < States; state++)
        {
            int actions = state >= States - Ends ? 0 : 1 + state % 3;
            int[] targets = [state + 1, Math.Min(state + 7, States - 1), Math.Max(state - 3, 0)];
            var rows = targets.Take(actions).Select(target => target == state
                ? $"{{\"{state}\": 1}}"
                : string.Create(CultureInfo.InvariantCulture, $"{{\"{target}\": {1 - slip}, \"{state}\": {slip}}}"));
            transitions.Append(state > 0 ? ",\n" : "").Append('[').AppendJoin(", ", rows).Append(']');
            rewards.Append(state > 0 ? "," : "").Append('[').AppendJoin(", ", Enumerable.Range(1, actions)).Append(']');
        }

        return $"{{\"name\": \"{name}\", \"transitions\": [{transitions}],\n\"rewards\": [{rewards}]}}";
    }
}
