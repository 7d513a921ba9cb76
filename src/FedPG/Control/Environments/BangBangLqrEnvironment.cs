using FedPG.Control.Processes;
using FedPG.Environments;
using FedPG.Options;

namespace FedPG.Control.Environments;

/// <summary>
/// A chain of d masses for policies of one bit per dimension: x' = A x + u/10 with 0.8 on the diagonal of A and 0.05 beside it, costs
/// ‖x‖² + 0.1 ‖u‖², a first state of ones, actions in [−1, 1].
/// </summary>
public sealed record BangBangLqrEnvironment : IEnvironmentFamily
{
    /// <summary>d: the number of masses, each with an action.</summary>
    [Between(1, 1024)] public int Dimensions { get; init; } = 2;

    EnvironmentSize? IEnvironmentFamily.Size => new TypeConstants(("dimensions", [Dimensions])).Size(Dimensions, Dimensions);

    /// <inheritdoc/>
    public EnvironmentTypes Build(double? discount) => ControlTypes.Of(discount, [Chain.BangBang(Dimensions)], []);
}
