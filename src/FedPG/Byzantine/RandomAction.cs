using FedPG.Control;
using FedPG.Environments;

namespace FedPG.Byzantine;

/// <summary>
/// The agent's environment replaces every action by a uniformly random one: each action has the mean transitions and the mean reward of all
/// actions, so that the agent's gradient is noise.
/// </summary>
internal sealed class RandomAction : IByzantineAttack
{
    ControlEnvironments IByzantineAttack.Corrupt(ControlEnvironments environments) =>
        environments.With(process => new UniformActions(process));

    public EnvironmentSet Corrupt(EnvironmentSet environments) => CorruptedProcesses.Of(environments, Mixed);

    private static MarkovDecisionProcess Mixed(MarkovDecisionProcess process)
    {
        int states = process.States, actions = process.Actions;
        double[] transitions = new double[process.Transitions.Length], rewards = new double[process.Rewards.Length];
        for (int s = 0; s < states; s++)
        {
            var row = transitions.AsSpan(s * actions * states, states);
            double reward = 0;
            for (int a = 0; a < actions; a++)
            {
                reward += process.Reward(s, a) / actions;
                var own = process.TransitionRow(s, a);
                for (int next = 0; next < states; next++) row[next] += own[next] / actions;
            }

            rewards.AsSpan(s * actions, actions).Fill(reward);
            for (int a = 1; a < actions; a++) row.CopyTo(transitions.AsSpan((s * actions + a) * states, states));
        }

        return new MarkovDecisionProcess(process.Name, states, actions, transitions, rewards);
    }
}
