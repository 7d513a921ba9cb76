using FedPG.Options;
using FedPG.Random;

namespace FedPG.Environments;

/// <summary>
/// The paper's synthetic environments: rows uniform on the simplex and rewards U[0,1], mixed from a common part and one of the
/// type's own: P_i = (1−ε_P) P_common + ε_P P_own,i and r_i likewise with ε_r. The first state is uniform.
/// </summary>
public sealed record SyntheticEnvironment : IEnvironmentDefinition
{
    /// <summary>S.</summary>
    [AtLeast(1)] public int States { get; init; } = 5;

    /// <summary>A.</summary>
    [AtLeast(2)] public int Actions { get; init; } = 4;

    /// <summary>How many distinct environments.</summary>
    [AtLeast(1)] public int Types { get; init; } = 2;

    /// <summary>The share of a type's kernel that is its own.</summary>
    [Between(0, 1)] public double EpsilonP { get; init; } = 0.3;

    /// <summary>The share of a type's rewards that is its own.</summary>
    [Between(0, 1)] public double EpsilonR { get; init; }

    /// <summary>Seed of the drawing, apart from the runs' seeds.</summary>
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
