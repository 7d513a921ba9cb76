using FedPG.Options;
using FedPG.Random;

namespace FedPG.Environments;

/// <summary>
/// Garnet environments: every state and action has b distinct successors, drawn uniformly. Their probabilities are the gaps between
/// b−1 sorted uniform numbers in [0, 1]; rewards are U[0,1]. Types are mixed as in <see cref="SyntheticEnvironment"/>, so that a type
/// has up to 2b successors when ε_P is strictly between 0 and 1. The first state is uniform.
/// </summary>
public sealed record GarnetEnvironment : IEnvironmentDefinition
{
    /// <summary>S.</summary>
    [AtLeast(1)] public int States { get; init; } = 10;

    /// <summary>A.</summary>
    [AtLeast(2)] public int Actions { get; init; } = 4;

    /// <summary>b: the number of successors of a state and action, at most S.</summary>
    [AtLeast(1)] public int Branching { get; init; } = 3;

    /// <summary>The number of distinct environments.</summary>
    [AtLeast(1)] public int Types { get; init; } = 2;

    /// <summary>ε_P: the weight of the type's own kernel in the mixture.</summary>
    [Between(0, 1)] public double EpsilonP { get; init; } = 0.3;

    /// <summary>ε_r: the weight of the type's own rewards in the mixture.</summary>
    [Between(0, 1)] public double EpsilonR { get; init; }

    /// <summary>Seed of the environment, separate from the runs' seeds.</summary>
    [AtLeast(0)] public long Seed { get; init; }

    /// <inheritdoc/>
    public EnvironmentSize? Size => new EnvironmentSize(States, Actions, Types) { Successors = Math.Min(States, 2L * Branching) };

    /// <inheritdoc/>
    public EnvironmentSet Build(double? discount)
    {
        if (Branching > States)
        {
            throw new SpecificationException("environment.branching", $"{Branching}", $"at most environment.states, {States}");
        }

        var common = Draw(0);
        var types = Enumerable.Range(1, Types).Select(type => Mixture.Of($"type{type}", common, Draw(type), EpsilonP, EpsilonR));
        return new EnvironmentSet(discount ?? 0.99, Probabilities.Uniform(States), [.. types]);
    }

    private MarkovDecisionProcess Draw(int type)
    {
        var random = RandomStreams.For(StreamPurpose.Environment, (ulong)Seed, agent: type);
        var kernel = new TransitionKernelBuilder(States, Actions, (long)States * Actions * Branching);
        int[] successors = [.. Enumerable.Range(0, States)];
        var cuts = new double[Branching + 1];
        cuts[Branching] = 1;
        for (int i = 0; i < States * Actions; i++)
        {
            foreach (ref double cut in cuts.AsSpan(1..^1)) cut = random.NextDouble();
            cuts.AsSpan(1..^1).Sort();
            for (int b = 0; b < Branching; b++)
            {
                // The first b steps of a Fisher-Yates shuffle: the choice is uniform whatever the order before.
                int chosen = b + random.NextInt32(States - b);
                (successors[b], successors[chosen]) = (successors[chosen], successors[b]);
                kernel.Add(successors[b], cuts[b + 1] - cuts[b]);
            }

            kernel.EndRow();
        }

        var rewards = new double[States * Actions];
        foreach (ref double reward in rewards.AsSpan()) reward = random.NextDouble();
        return new MarkovDecisionProcess("draw", kernel.Build(), rewards);
    }
}
