using FedPG.Control.Processes;
using FedPG.Environments;
using FedPG.Options;

namespace FedPG.Control.Environments;

/// <summary>
/// A pendulum to swing up and to balance, with the constants of Gymnasium's Pendulum-v1 as defaults. The torque is twice the action, in
/// [−1, 1]. Each constant is a number, or a list with one number per type.
/// </summary>
public sealed record PendulumEnvironment : IEnvironmentFamily
{
    /// <summary>The length, m.</summary>
    [PerType, AtLeast(0, Exclusive = true)] public double[] Length { get; init; } = [1];

    /// <summary>The mass, kg.</summary>
    [PerType, AtLeast(0, Exclusive = true)] public double[] Mass { get; init; } = [1];

    /// <summary>The gravity, m/s².</summary>
    [PerType, AtLeast(0)] public double[] Gravity { get; init; } = [10];

    EnvironmentSize? IEnvironmentFamily.Size => Constants.Size(states: 2, actions: 1);

    private TypeConstants Constants => new(("length", Length), ("mass", Mass), ("gravity", Gravity));

    /// <inheritdoc/>
    public EnvironmentTypes Build(double? discount)
    {
        var constants = Constants;
        return ControlTypes.Build(
            discount, constants, type => new Pendulum(constants["length", type], constants["mass", type], constants["gravity", type]));
    }
}
