using CsCheck;
using FedPG.Environments;

namespace FedPG.Tests.References;

/// <summary>Small worlds whose rewards are of any size, with costs that no good policy meets.</summary>
internal static class ScaledWorlds
{
    /// <summary>
    /// Types differ in transitions and rewards. Some actions cost up to 1e15 and more, and so does a state that is reached only by such
    /// actions.
    /// </summary>
    public static Gen<EnvironmentSet> Any =>
        from states in Gen.Int[2, 3]
        from actions in Gen.Int[2, 3]
        from types in Gen.Int[1, 3]
        from exponent in Gen.Int[-12, 12]
        from costExponent in Gen.Int[0, 15]
        from discount in Gen.Int[0, 3].Select(i => (new[] { 0.5, 0.9, 0.99, 0.9999 })[i])
        from hasTrap in Gen.Bool
        from sparse in Gen.Bool
        from seed in Gen.Int[0, 1_000_000]
        let cost = Math.Pow(10, Math.Max(exponent + 1, costExponent))
        select Build(states, actions, types, Math.Pow(10, exponent), cost, discount, hasTrap, sparse, seed);

    private static EnvironmentSet Build(
        int states, int actions, int types, double scale, double cost, double discount, bool hasTrap, bool sparse, int seed)
    {
        var random = new System.Random(seed);
        int all = states + (hasTrap ? 1 : 0);

        // The same actions are expensive in all types, and never all actions of a state.
        bool[] dear = [.. Enumerable.Range(0, states * actions).Select(i => i % actions != seed % actions && random.NextDouble() < 0.4)];
        var processes = Enumerable.Range(0, types).Select(type =>
        {
            var transitions = new List<double>();
            var rewards = new List<double>();
            for (int s = 0; s < all; s++)
            {
                for (int a = 0; a < actions; a++)
                {
                    var row = new double[all];
                    bool isTrap = s == states;
                    if (isTrap) row[s] = 1;
                    else if (hasTrap && dear[s * actions + a] && random.NextDouble() < 0.5) row[states] = 1;
                    else Fill(row.AsSpan(0, states), sparse, random);
                    transitions.AddRange(row);
                    rewards.Add(isTrap || dear[s * actions + a] ? -cost * (1 + random.NextDouble()) : scale * random.NextDouble());
                }
            }

            return new MarkovDecisionProcess($"type {type}", all, actions, [.. transitions], [.. rewards]);
        }).ToList();
        double[] start = new double[all];
        Fill(start.AsSpan(0, states), sparse, random);
        return new EnvironmentSet(discount, start, processes);
    }

    private static void Fill(Span<double> row, bool sparse, System.Random random)
    {
        if (sparse) row[random.Next(row.Length)] = 1;
        else foreach (ref double entry in row) entry = random.NextDouble();
        Probabilities.Normalize(row);
    }
}
