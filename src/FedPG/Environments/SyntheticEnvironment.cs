using FedPG.Options;
using FedPG.Random;

namespace FedPG.Environments;

/// <summary>
/// The paper's synthetic environments: rows are uniform on the simplex and rewards U[0,1]. A type mixes a common part with its
/// own: P_i = (1−ε_P) P_common + ε_P P_own,i, and r_i likewise with ε_r. The first state is uniform.
/// </summary>
public sealed record SyntheticEnvironment : IEnvironmentDefinition
{
    /// <summary>S.</summary>
    [AtLeast(1)] public int States { get; init; } = 5;

    /// <summary>A.</summary>
    [AtLeast(2)] public int Actions { get; init; } = 4;

    /// <summary>The number of distinct environments.</summary>
    [AtLeast(1)] public int Types { get; init; } = 2;

    /// <summary>ε_P: the weight of the type's own kernel in the mixture.</summary>
    [Between(0, 1)] public double EpsilonP { get; init; } = 0.3;

    /// <summary>ε_r: the weight of the type's own rewards in the mixture.</summary>
    [Between(0, 1)] public double EpsilonR { get; init; }

    /// <summary>Seed of the environment, separate from the runs' seeds.</summary>
    [AtLeast(0)] public long Seed { get; init; }

    /// <inheritdoc/>
    public EnvironmentSize? Size => new EnvironmentSize(States, Actions, Types);

    /// <inheritdoc/>
    public EnvironmentSet Build(double? discount)
    {
        var common = Draw(0);
        var types = Enumerable.Range(1, Types).Select(type => Mixture.Of($"type{type}", common, Draw(type), EpsilonP, EpsilonR));
        return new EnvironmentSet(discount ?? 0.99, Probabilities.Uniform(States), [.. types]);
    }

    private MarkovDecisionProcess Draw(int type)
    {
        var random = RandomStreams.For(StreamPurpose.Environment, (ulong)Seed, agent: type);
        var draft = new ProcessDraft(States, Actions);
        for (int s = 0; s < States; s++)
        {
            for (int a = 0; a < Actions; a++) Probabilities.FillFromSimplex(draft.TransitionRow(s, a), ref random);
        }

        foreach (ref double reward in draft.Rewards) reward = random.NextDouble();
        return draft.Finish("draw");
    }
}
