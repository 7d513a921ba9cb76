using System.Collections.Immutable;
using FedPG.Control.Processes;
using FedPG.Environments;

namespace FedPG.Control;

/// <summary>Environments with continuous states: the types of a federation, which share sizes and discount. Immutable.</summary>
public sealed class ControlEnvironments : EnvironmentTypes
{
    /// <summary>Checks that types fit together.</summary>
    /// <exception cref="SpecificationException">They do not.</exception>
    internal ControlEnvironments(double discount, ImmutableArray<ControlProcess> types, bool isFinite = false)
        : base(discount, types.Length)
    {
        if (discount == 1 && !isFinite)
            throw new SpecificationException("discount", "1", "a number between 0 and 1, both excluded, with continuous states");
        Types = types;
        foreach (var type in types) type.Shape.RequireLike(Shape);
    }

    /// <summary>Environments from processes of your own.</summary>
    /// <param name="discount">γ, in (0, 1).</param>
    /// <param name="types">The types, all of the same sizes, action box, observed scales and levels, and horizon.</param>
    /// <exception cref="SpecificationException">They do not fit together.</exception>
    public ControlEnvironments(double discount, params IReadOnlyList<IControlProcess> types)
        : this(discount, [.. types.Select(type => new ScalarProcess(type))])
    {
    }

    /// <summary>The family that built the environments, with its settings: other processes build them from it. Null if unknown.</summary>
    public IEnvironmentFamily? Family { get; private init; }

    /// <summary>Environments with other processes in the place of these.</summary>
    internal ControlEnvironments With(Func<ControlProcess, ControlProcess> replace) => new(Discount, [.. Types.Select(replace)]);

    /// <inheritdoc/>
    public override EnvironmentTypes BuiltBy(IEnvironmentFamily family) =>
        new ControlEnvironments(Discount, Types, isFinite: Discount == 1)
        {
            Family = Family ?? family,
            Notices = Notices,
            TypeNames = TypeNames,
        };

    /// <summary>The sizes and bounds of the first type; all types have the same.</summary>
    public ControlShape Shape => Types[0].Shape;

    /// <summary>The types.</summary>
    internal ImmutableArray<ControlProcess> Types { get; }

    /// <summary>
    /// Finite environments as control environments: the state is its number, an action in [0, A−1] is rounded to the number of an action.
    /// With one-hot features, policies and gradients are those of tables. Terminal states end trajectories.
    /// </summary>
    public static ControlEnvironments Of(EnvironmentSet environments) => new(
        environments.Discount,
        [
            .. environments.Types.Select(type => new ScalarProcess(new FiniteProcess(
                type, environments.StartOf(type), environments.Discount, environments.TerminalStates))),
        ],
        isFinite: true)
    {
        TypeNames = environments.TypeNames,
        Notices = environments.Notices,
    };
}
