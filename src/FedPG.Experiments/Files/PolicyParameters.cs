using System.Collections.Immutable;
using FedPG.Environments;
using FedPG.Policies;

namespace FedPG.Experiments.Files;

/// <summary>What the numbers of a policy file mean.</summary>
public enum PolicyParameterization
{
    /// <summary>Logits θ, [S][A].</summary>
    Softmax,

    /// <summary>Logits of the bits' tree, [S][2^k−1][2] in heap order, k = ⌈log₂ A⌉.</summary>
    BitSoftmax,

    /// <summary>π(a|s), [S][A].</summary>
    Probabilities,

    /// <summary>The parameters θ of a policy of the Tsallis entropy, [S][A], with its order α.</summary>
    Tsallis,
}

/// <summary>A policy as a file holds it.</summary>
/// <param name="Parameterization">What the numbers mean.</param>
/// <param name="States">S, without phases.</param>
/// <param name="Actions">A.</param>
/// <param name="Period">K; with K above 1 there are K·S rows, phase by phase.</param>
/// <param name="Values">The numbers, row-major: [K·S][A] or [K·S][2^k−1][2].</param>
public sealed record PolicyParameters(
    PolicyParameterization Parameterization, int States, int Actions, int Period, ImmutableArray<double> Values)
{
    /// <summary>α of a Tsallis policy; 1 otherwise.</summary>
    public double Alpha { get; init; } = 1;

    /// <summary>The number of rounds after which a run had this policy; null if the file does not have it.</summary>
    public int? Round { get; init; }

    /// <summary>Numbers per row, in groups of <see cref="GroupSize"/>.</summary>
    public int RowSize => Groups * GroupSize;

    /// <summary>Nodes per row for bits, else 1.</summary>
    internal int Groups => Parameterization == PolicyParameterization.BitSoftmax ? (1 << Bits) - 1 : 1;

    /// <summary>2 for bits, else A.</summary>
    internal int GroupSize => Parameterization == PolicyParameterization.BitSoftmax ? 2 : Actions;

    /// <summary>K·S.</summary>
    internal int Rows => Period * States;

    /// <summary>The policy with these parameters, over all phases' states.</summary>
    /// <param name="environments">The environments, without phases: γ weighs the bits' likelihoods, and states have their actions.</param>
    internal Policy ToPolicy(EnvironmentSet environments)
    {
        var sets = environments.ActionSets.Repeated(Period);
        Policy policy = Parameterization switch
        {
            PolicyParameterization.Softmax => PolicyByActions.Of(sets, (states, actions) => new SoftmaxPolicy(states, actions)),
            PolicyParameterization.BitSoftmax => PolicyByActions.Of(
                sets, (states, actions) => new BitSoftmaxPolicy(states, actions, environments.Discount)),
            PolicyParameterization.Tsallis => PolicyByActions.Of(sets, (states, actions) => new TsallisPolicy(states, actions, Alpha)),
            _ => new FixedPolicy(Rows, Actions),
        };
        policy.SetParameters(Values.AsSpan());
        return policy;
    }

    /// <summary>Checks that states take only actions that they offer; logits of others have no effect.</summary>
    /// <param name="environments">The environments, without phases.</param>
    /// <exception cref="SpecificationException">The probability of an action that a state does not offer is above 0.</exception>
    internal void RequireOffered(EnvironmentSet environments)
    {
        var sets = environments.ActionSets.Repeated(Period);
        if (Parameterization != PolicyParameterization.Probabilities || sets.AreFull) return;
        for (int row = 0; row < Rows; row++)
        {
            for (int a = sets.Count(row); a < Actions; a++)
            {
                if (Values[row * Actions + a] == 0) continue;
                throw new SpecificationException(
                    FormattableString.Invariant($"parameters, row {row}, entry {a}"),
                    FormattableString.Invariant($"{Values[row * Actions + a]:R}"),
                    FormattableString.Invariant($"0: the state offers the actions 0 to {sets.Count(row) - 1}"));
            }
        }
    }

    private int Bits => 32 - int.LeadingZeroCount(Actions - 1);
}
