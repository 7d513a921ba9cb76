using FedPG.Control.Processes;
using FedPG.Environments;
using FedPG.Options;

namespace FedPG.Control.Environments;

/// <summary>
/// A car that must swing out of a valley, with the constants of Gymnasium's MountainCarContinuous-v0 as defaults. Each constant is a
/// number, or a list with one number per type.
/// </summary>
public sealed record MountainCarContinuousEnvironment : IEnvironmentFamily
{
    /// <summary>The acceleration of the action 1 per step.</summary>
    [PerType, AtLeast(0, Exclusive = true)] public double[] Power { get; init; } = [0.0015];

    /// <summary>The steepest slope's acceleration per step.</summary>
    [PerType, AtLeast(0)] public double[] Gravity { get; init; } = [0.0025];

    EnvironmentSize? IEnvironmentFamily.Size => Constants.Size(states: 2, actions: 1);

    private TypeConstants Constants => new(("power", Power), ("gravity", Gravity));

    /// <inheritdoc/>
    public EnvironmentTypes Build(double? discount)
    {
        var constants = Constants;
        return ControlTypes.Build(
            discount, constants, type => new MountainCar(constants["power", type], constants["gravity", type]));
    }
}
