using FedPG.Control.Processes;
using FedPG.Environments;
using FedPG.Options;

namespace FedPG.Control.Environments;

/// <summary>
/// A pole on a cart (Barto, Sutton and Anderson 1983), with the constants of Gymnasium's CartPole-v1 as defaults. The action in [−1, 1]
/// times the force pushes the cart; each step has the reward 1, and a trajectory ends when the cart is beyond 2.4 m or the pole beyond
/// 12°. Each constant is a number, or a list with one number per type.
/// </summary>
public sealed record CartPoleEnvironment : IEnvironmentFamily
{
    /// <summary>Half the length of the pole, m.</summary>
    [PerType, AtLeast(0, Exclusive = true)] public double[] PoleHalfLength { get; init; } = [0.5];

    /// <summary>The mass of the pole, kg.</summary>
    [PerType, AtLeast(0, Exclusive = true)] public double[] PoleMass { get; init; } = [0.1];

    /// <summary>The largest force on the cart, N.</summary>
    [PerType, AtLeast(0, Exclusive = true)] public double[] Force { get; init; } = [10];

    EnvironmentSize? IEnvironmentFamily.Size => Constants.Size(states: 4, actions: 1);

    private TypeConstants Constants => new(("pole-half-length", PoleHalfLength), ("pole-mass", PoleMass), ("force", Force));

    /// <inheritdoc/>
    public EnvironmentTypes Build(double? discount)
    {
        var constants = Constants;
        string[] notices = PoleHalfLength.Distinct().Count() > 1
            ? ["One linear rule balances poles of every half-length from 0.1 to 1: types that differ in it alone do not conflict."]
            : [];
        return ControlTypes.Build(
            discount,
            constants,
            type => new CartPole(constants["pole-half-length", type], constants["pole-mass", type], constants["force", type]),
            notices);
    }
}
