using FedPG.Options;
using FedPG.Random;

namespace FedPG.Environments;

/// <summary>
/// The random environments of Jin et al. (AISTATS 2022): P_j = (1−κ) P_0 + κ U_j, where the rows of P_0 and U_j are normalised
/// U(0,1) numbers. All types share the same rewards, drawn from U[0,1]; the first state is uniform.
/// </summary>
public sealed record RandomMdpEnvironment : IEnvironmentDefinition
{
    /// <summary>S.</summary>
    [AtLeast(1)] public int States { get; init; } = 5;

    /// <summary>A.</summary>
    [AtLeast(2)] public int Actions { get; init; } = 5;

    /// <summary>The number of distinct environments.</summary>
    [AtLeast(1)] public int Types { get; init; } = 2;

    /// <summary>κ: the weight of the type's own kernel in the mixture.</summary>
    [Between(0, 1)] public double Kappa { get; init; } = 0.5;

    /// <summary>
    /// Whether each row of P_0 is supported on a random subset of the states, and that of every U_j on the complement. Every row of
    /// every type is then at an L1 distance of exactly 2κ from P_0 (two types can be closer to each other). Needs two states.
    /// </summary>
    public bool Disjoint { get; init; }

    /// <summary>Seed of the environment, separate from the runs' seeds.</summary>
    [AtLeast(0)] public long Seed { get; init; }

    /// <inheritdoc/>
    public EnvironmentSize? Size => new EnvironmentSize(States, Actions, Types);

    /// <inheritdoc/>
    public EnvironmentSet Build(double? discount)
    {
        if (Disjoint && States < 2) throw new SpecificationException("environment.states", $"{States}", "at least 2 when disjoint is on");
        bool[]? mask = Disjoint ? DrawMask() : null;
        var common = Draw(0, mask, inside: true);
        var types = Enumerable.Range(1, Types).Select(
            type => Mixture.Of($"type{type}", common, Draw(type, mask, inside: false), Kappa, epsilonR: 0));
        return new EnvironmentSet(discount ?? 0.99, Probabilities.Uniform(States), [.. types]);
    }

    /// <summary>The kernel and rewards of one stream; with a mask, rows are supported on the states inside or outside it.</summary>
    private MarkovDecisionProcess Draw(int type, bool[]? mask, bool inside)
    {
        var random = RandomStreams.For(StreamPurpose.Environment, (ulong)Seed, agent: type);
        var draft = new ProcessDraft(States, Actions);
        for (int i = 0; i < States * Actions; i++)
        {
            var row = draft.TransitionRow(i / Actions, i % Actions);
            for (int next = 0; next < States; next++)
            {
                // In (0, 1], so that the weight of a row on a single state cannot be 0.
                double weight = 1 - random.NextDouble();
                if (mask is null || mask[i * States + next] == inside) row[next] = weight;
            }

            Probabilities.Normalize(row);
        }

        foreach (ref double reward in draft.Rewards) reward = random.NextDouble();
        return draft.Finish("draw");
    }

    /// <summary>The support of P_0, [S][A][S]: fair coin flips, repeated for a row that has all states or none.</summary>
    private bool[] DrawMask()
    {
        var random = RandomStreams.For(StreamPurpose.Environment, (ulong)Seed, round: 1);
        var mask = new bool[States * Actions * States];
        for (int i = 0; i < States * Actions; i++)
        {
            var row = mask.AsSpan(i * States, States);
            do
            {
                foreach (ref bool entry in row) entry = random.NextInt32(2) == 1;
            }
            while (!row.Contains(true) || !row.Contains(false));
        }

        return mask;
    }
}
