using FedPG.Control;
using FedPG.Environments;

namespace FedPG.Byzantine;

/// <summary>
/// The agent's environment replaces every action by a uniformly random one: each action has the mean transitions and the mean reward of all
/// actions of the state, so that the agent's gradient is noise.
/// </summary>
internal sealed class RandomAction : IByzantineAttack
{
    ControlEnvironments IByzantineAttack.Corrupt(ControlEnvironments environments) =>
        environments.With(process => new UniformActions(process));

    public EnvironmentSet Corrupt(EnvironmentSet environments) => environments.Map(process => Mixed(process, environments.ActionSets));

    private static MarkovDecisionProcess Mixed(MarkovDecisionProcess process, ActionSets sets)
    {
        int actions = process.Actions;
        var kernel = new TransitionKernelBuilder(process.States, actions);
        var rewards = new double[process.Rewards.Length];
        double[] row = new double[process.States];
        for (int s = 0; s < process.States; s++)
        {
            double reward = 0;
            var reached = new SortedSet<int>();
            int offered = sets.Count(s);
            for (int a = 0; a < offered; a++)
            {
                reward += process.Reward(s, a) / offered;
                var own = process.Successors(s, a);
                reached.UnionWith(own.States.ToArray());
                for (int i = 0; i < own.Length; i++) row[own.States[i]] += own.Probabilities[i] / offered;
            }

            rewards.AsSpan(s * actions, actions).Fill(reward);
            for (int a = 0; a < actions; a++)
            {
                foreach (int next in reached) kernel.Add(next, row[next]);
                kernel.EndRow();
            }

            foreach (int next in reached) row[next] = 0;
        }

        return new MarkovDecisionProcess(process.Name, kernel.Build(), rewards);
    }
}
