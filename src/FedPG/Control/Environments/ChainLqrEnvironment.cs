using FedPG.Control.Processes;
using FedPG.Environments;
using FedPG.Options;

namespace FedPG.Control.Environments;

/// <summary>
/// A chain of d masses with quadratic costs: x' = A x + u/2 with 0.9 on the diagonal of A and the coupling beside it, costs ‖x‖² plus
/// effort · ‖u‖², a first state uniform on [−1, 1]^d. Each constant but the number of masses is a number, or a list with one number per
/// type.
/// </summary>
public sealed record ChainLqrEnvironment : IEnvironmentFamily
{
    /// <summary>d: the number of masses, each with an action.</summary>
    [Between(1, 1024)] public int Dimensions { get; init; } = 8;

    /// <summary>How a mass moves its neighbours.</summary>
    [PerType, Between(-1, 1)] public double[] Coupling { get; init; } = [0.1];

    /// <summary>The cost of a squared action.</summary>
    [PerType, AtLeast(0, Exclusive = true)] public double[] Effort { get; init; } = [0.1];

    /// <summary>The largest action: the range of policies with levels, and where others are clipped.</summary>
    [AtLeast(0, Exclusive = true)] public double ActionLimit { get; init; } = 2;

    EnvironmentSize? IEnvironmentFamily.Size => Constants.Size(Dimensions, Dimensions);

    private TypeConstants Constants => new(("coupling", Coupling), ("effort", Effort));

    /// <inheritdoc/>
    public EnvironmentTypes Build(double? discount)
    {
        var constants = Constants;
        return ControlTypes.Build(
            discount,
            constants,
            type => Chain.Lqr(Dimensions, constants["coupling", type], constants["effort", type], ActionLimit));
    }
}
