using FedPG.Control.Processes;
using FedPG.Environments;
using FedPG.Policies;
using FedPG.Scoring;

namespace FedPG.Control.Exact;

/// <summary>
/// One dimension of product servos as finite Markov decision processes, from which all values are exact: those of the tables' policies,
/// gradients, optima and the best common policy. J of d dimensions is the mean over dimensions.
/// </summary>
internal static class ServoTable
{
    /// <summary>The number of actions of a servo.</summary>
    public const int Actions = ProductServo.HighMove - ProductServo.LowMove + 1;

    /// <summary>The types of one dimension: 11 states and 8 actions, uniform start.</summary>
    /// <param name="servos">The servos, one of each type.</param>
    /// <param name="discount">γ.</param>
    public static EnvironmentSet Of(IEnumerable<ProductServo> servos, double discount) =>
        new(discount, Probabilities.Uniform(ProductServo.Positions), [.. servos.Select(Table)]);

    /// <summary>J of types with a policy for each dimension.</summary>
    /// <param name="objective">The objective of <see cref="Of"/>.</param>
    /// <param name="policies">π_i, a table [11][8] for each dimension.</param>
    public static double Value(FederatedObjective objective, IReadOnlyList<Policy> policies) =>
        policies.Average(policy => objective.Score(policy, temperature: 0).Objective);

    /// <summary>∇J with respect to the parameters of each dimension's policy.</summary>
    /// <param name="objective">The objective of <see cref="Of"/>.</param>
    /// <param name="policies">π_i, a table [11][8] for each dimension.</param>
    public static double[][] Gradient(FederatedObjective objective, IReadOnlyList<DifferentiablePolicy> policies) =>
        [.. policies.Select(policy => Scale(objective.Gradient(policy, temperature: 0), 1.0 / policies.Count))];

    private static double[] Scale(double[] gradient, double factor)
    {
        foreach (ref double derivative in gradient.AsSpan()) derivative *= factor;
        return gradient;
    }

    private static MarkovDecisionProcess Table(ProductServo servo)
    {
        var draft = new ProcessDraft(ProductServo.Positions, Actions);
        for (int x = 0; x < ProductServo.Positions; x++)
        {
            for (int m = 0; m < Actions; m++)
            {
                int move = servo.IsReversed ? -1 - (m + ProductServo.LowMove) : m + ProductServo.LowMove;
                int moved = Math.Clamp(x + move, 0, ProductServo.Positions - 1);
                var row = draft.TransitionRow(x, m);
                row[moved] += 1 - servo.Slip;
                row[x] += servo.Slip;
                draft.Rewards[x * Actions + m] =
                    (1 - servo.Slip) * Reward(servo, moved, move) + servo.Slip * Reward(servo, x, move);
            }
        }

        return draft.Finish("product-servo");
    }

    private static double Reward(ProductServo servo, int position, int move)
    {
        double miss = (position - servo.Target) / ProductServo.Scale;
        return -(miss * miss) - ProductServo.Effort * move * move;
    }
}
