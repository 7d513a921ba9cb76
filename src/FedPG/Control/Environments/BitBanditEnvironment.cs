using FedPG.Control.Processes;
using FedPG.Environments;
using FedPG.Options;

namespace FedPG.Control.Environments;

/// <summary>One step with the reward −(a − target)², a in [−1, 1]. The target is a number, or a list with one number per type.</summary>
public sealed record BitBanditEnvironment : IEnvironmentFamily
{
    /// <summary>The best action.</summary>
    [PerType, Between(-1, 1)] public double[] Target { get; init; } = [0.3];

    EnvironmentSize? IEnvironmentFamily.Size => Constants.Size(states: 1, actions: 1);

    private TypeConstants Constants => new(("target", Target));

    /// <inheritdoc/>
    public EnvironmentTypes Build(double? discount)
    {
        var constants = Constants;
        return ControlTypes.Build(discount, constants, type => new BitBandit(constants["target", type]));
    }
}
