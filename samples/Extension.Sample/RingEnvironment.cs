using FedPG.Environments;
using FedPG.Options;

namespace Extension.Sample;

/// <summary>
/// A ring of states with a reward in one of them: action 0 goes left and action 1 right, or the other way with the type's slip probability.
/// </summary>
public sealed record RingEnvironment : IEnvironmentDefinition
{
    /// <summary>S.</summary>
    [AtLeast(3)] public int States { get; init; } = 6;

    /// <summary>The probability of going the other way, for each type.</summary>
    public double[] Slip { get; init; } = [0.1, 0.3];

    public EnvironmentSet Build(double? discount)
    {
        if (Slip.Length == 0 || Slip.Any(slip => slip is not (>= 0 and <= 1)))
        {
            throw new FedPG.SpecificationException("environment.slip", $"[{string.Join(", ", Slip)}]", "a probability for each type");
        }

        return new EnvironmentSet(discount ?? 0.95, [.. Enumerable.Repeat(1.0 / States, States)], [.. Slip.Select(Type)]);
    }

    private MarkovDecisionProcess Type(double slip, int number)
    {
        const int Actions = 2;
        double[] transitions = new double[States * Actions * States], rewards = new double[States * Actions];
        for (int state = 0; state < States; state++)
        {
            int left = (state + States - 1) % States, right = (state + 1) % States;
            for (int action = 0; action < Actions; action++)
            {
                int row = (state * Actions + action) * States;
                transitions[row + left] += action == 0 ? 1 - slip : slip;
                transitions[row + right] += action == 0 ? slip : 1 - slip;
                rewards[state * Actions + action] = state == 0 ? 1 : 0;
            }
        }

        return new MarkovDecisionProcess($"slip{number}", States, Actions, transitions, rewards);
    }
}
