using FedPG.Control.Processes;
using FedPG.Environments;
using FedPG.Options;

namespace FedPG.Control.Environments;

/// <summary>
/// A swimmer of n links with a torque in each of its n−1 joints (Coulom 2002); the reward is the speed of its centre of mass along x, less
/// a small cost of the actions. Each constant but the number of links is a number, or a list with one number per type.
/// </summary>
public sealed record SwimmerEnvironment : IEnvironmentFamily
{
    /// <summary>n: the number of links.</summary>
    [Between(2, Swimmer.MaxLinks)] public int Links { get; init; } = 3;

    /// <summary>k₁: the drag across the links.</summary>
    [PerType, AtLeast(0)] public double[] NormalDrag { get; init; } = [7.5];

    /// <summary>k₂: the drag along the links.</summary>
    [PerType, AtLeast(0)] public double[] TangentialDrag { get; init; } = [0.3];

    /// <summary>The torque of the action 1.</summary>
    [PerType, AtLeast(0, Exclusive = true)] public double[] Torque { get; init; } = [2];

    /// <summary>The time of a step, s.</summary>
    [PerType, AtLeast(0, Exclusive = true)] public double[] Dt { get; init; } = [0.03];

    EnvironmentSize? IEnvironmentFamily.Size => Constants.Size(2 + 2 * Links, Links - 1);

    private TypeConstants Constants => new(
        ("normal-drag", NormalDrag), ("tangential-drag", TangentialDrag), ("torque", Torque), ("dt", Dt));

    /// <inheritdoc/>
    public EnvironmentTypes Build(double? discount)
    {
        var constants = Constants;
        return ControlTypes.Build(
            discount,
            constants,
            type => new Swimmer(
                Links,
                constants["normal-drag", type],
                constants["tangential-drag", type],
                constants["torque", type],
                constants["dt", type]));
    }
}
