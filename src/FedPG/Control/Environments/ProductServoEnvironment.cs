using FedPG.Control.Processes;
using FedPG.Environments;
using FedPG.Options;

namespace FedPG.Control.Environments;

/// <summary>
/// Independent servos with 11 positions and 8 moves each (b = 3). Exact values do not depend on the number of dimensions, while the noise
/// of samples does. Each constant but that number is a number, or a list with one number per type.
/// </summary>
public sealed record ProductServoEnvironment : IEnvironmentFamily
{
    /// <summary>d: the number of servos, each with an action.</summary>
    [Between(1, 1024)] public int Dimensions { get; init; } = 8;

    /// <summary>The probability that a servo stays.</summary>
    [PerType, Between(0, 1)] public double[] Slip { get; init; } = [0.1];

    /// <summary>The best position, from 0 to 10.</summary>
    [PerType, Between(0, ProductServo.Positions - 1)] public double[] Target { get; init; } = [5];

    /// <summary>Whether the actuator is reversed: level m moves by 3 − m instead of m − 4.</summary>
    [PerType] public bool[] Reversed { get; init; } = [false];

    EnvironmentSize? IEnvironmentFamily.Size => Constants.Size(Dimensions, Dimensions);

    private TypeConstants Constants => new(
        ("slip", Slip), ("target", Target), ("reversed", [.. Reversed.Select(isReversed => isReversed ? 1.0 : 0)]));

    /// <inheritdoc/>
    public EnvironmentTypes Build(double? discount)
    {
        var constants = Constants;
        return ControlTypes.Build(
            discount,
            constants,
            type => new ProductServo(Dimensions, constants["slip", type], constants["target", type], constants["reversed", type] > 0));
    }
}
