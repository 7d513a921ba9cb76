using FedPG.Algorithms;
using FedPG.Environments;

namespace FedPG.Benchmarks.Comparison;

/// <summary>
/// S-FedPG's local training as a naive loop: doubles, cumulative sums, the system's generator, one trajectory after the other.
/// </summary>
internal sealed class IdiomaticTraining(FederationSpecification specification)
{
    private readonly EnvironmentSet _environments = specification.FiniteEnvironments;

    public double[] Train(double[] broadcast, int agent, System.Random random)
    {
        var process = _environments.Types[_environments.TypeOf(agent, specification.Agents)];
        int actions = process.Actions;
        double[] parameters = [.. broadcast];
        for (int h = 0; h < specification.Local.Steps; h++)
        {
            double[] policy = Softmax(parameters, actions);
            var credit = new double[parameters.Length];
            for (int b = 0; b < specification.Local.Batch; b++) RollOut(process, policy, credit, random);
            for (int row = 0; row < parameters.Length; row += actions)
            {
                double total = 0;
                for (int i = row; i < row + actions; i++) total += credit[i];
                for (int i = row; i < row + actions; i++)
                {
                    parameters[i] += specification.Local.StepSize * (credit[i] - policy[i] * total) / specification.Local.Batch;
                }
            }
        }

        return parameters;
    }

    private void RollOut(MarkovDecisionProcess process, double[] policy, double[] credit, System.Random random)
    {
        int horizon = specification.Local.Horizon, states = process.States, actions = process.Actions;
        Span<int> pairs = stackalloc int[horizon];
        Span<double> rewards = stackalloc double[horizon];
        int state = Draw(_environments.InitialDistribution.AsSpan(), random);
        double discount = 1;
        for (int t = 0; t < horizon; t++, discount *= _environments.Discount)
        {
            int pair = state * actions + Draw(policy.AsSpan(state * actions, actions), random);
            pairs[t] = pair;
            rewards[t] = discount * process.Rewards[pair];
            state = Draw(process.Transitions.Slice(pair * states, states), random);
        }

        double toGo = 0;
        for (int t = horizon - 1; t >= 0; t--) credit[pairs[t]] += toGo += rewards[t];
    }

    private static int Draw(ReadOnlySpan<double> probabilities, System.Random random)
    {
        double u = random.NextDouble(), cumulative = 0;
        for (int i = 0; i < probabilities.Length - 1; i++)
        {
            cumulative += probabilities[i];
            if (u < cumulative) return i;
        }

        return probabilities.Length - 1;
    }

    private static double[] Softmax(double[] logits, int actions)
    {
        var policy = new double[logits.Length];
        for (int row = 0; row < logits.Length; row += actions)
        {
            double maximum = logits.AsSpan(row, actions).ToArray().Max(), total = 0;
            for (int i = row; i < row + actions; i++) total += policy[i] = Math.Exp(logits[i] - maximum);
            for (int i = row; i < row + actions; i++) policy[i] /= total;
        }

        return policy;
    }
}
