using FedPG.Control.Processes;
using FedPG.Environments;
using FedPG.Options;

namespace FedPG.Control.Environments;

/// <summary>
/// A two-link robot that must swing its tip above a line, with the constants of Gymnasium's Acrobot-v1 as defaults and torques in [−1, 1].
/// Each constant is a number, or a list with one number per type.
/// </summary>
public sealed record AcrobotEnvironment : IEnvironmentFamily
{
    /// <summary>The length of the first link, m.</summary>
    [Key("length-1"), PerType, AtLeast(0, Exclusive = true)] public double[] Length1 { get; init; } = [1];

    /// <summary>The mass of the first link, kg.</summary>
    [Key("mass-1"), PerType, AtLeast(0, Exclusive = true)] public double[] Mass1 { get; init; } = [1];

    /// <summary>The length of the second link, m.</summary>
    [Key("length-2"), PerType, AtLeast(0, Exclusive = true)] public double[] Length2 { get; init; } = [1];

    /// <summary>The mass of the second link, kg.</summary>
    [Key("mass-2"), PerType, AtLeast(0, Exclusive = true)] public double[] Mass2 { get; init; } = [1];

    EnvironmentSize? IEnvironmentFamily.Size => Constants.Size(states: 4, actions: 1);

    private TypeConstants Constants => new(("length-1", Length1), ("mass-1", Mass1), ("length-2", Length2), ("mass-2", Mass2));

    /// <inheritdoc/>
    public EnvironmentTypes Build(double? discount)
    {
        var constants = Constants;
        return ControlTypes.Build(
            discount,
            constants,
            type => new Acrobot(
                constants["length-1", type], constants["mass-1", type], constants["length-2", type], constants["mass-2", type]));
    }
}
