using FedPG.Control.Processes;
using FedPG.Environments;
using FedPG.Options;

namespace FedPG.Control.Environments;

/// <summary>
/// Random linear systems with quadratic costs, Q = I and R = 0.2 I, Gaussian noise and first states: a common system, to which each type
/// adds ε times a system of its own.
/// </summary>
public sealed record LqrEnvironment : IEnvironmentFamily
{
    /// <summary>n.</summary>
    [Between(1, 256)] public int States { get; init; } = 4;

    /// <summary>d.</summary>
    [Between(1, 256)] public int Actions { get; init; } = 2;

    /// <summary>The number of systems.</summary>
    [AtLeast(1)] public int Types { get; init; } = 2;

    /// <summary>ε_A: the weight of a type's own A.</summary>
    [AtLeast(0)] public double EpsilonA { get; init; } = 0.1;

    /// <summary>ε_B: the weight of a type's own B.</summary>
    [AtLeast(0)] public double EpsilonB { get; init; } = 0.1;

    /// <summary>The largest action: the range of policies with levels, and where others are clipped.</summary>
    [AtLeast(0, Exclusive = true)] public double ActionLimit { get; init; } = 3;

    /// <summary>Seed of the systems, separate from the runs' seeds.</summary>
    [AtLeast(0)] public long Seed { get; init; }

    /// <summary>Environments from given systems.</summary>
    /// <param name="systems">The types, all of the same sizes.</param>
    /// <param name="discount">γ, or null for 0.95.</param>
    /// <param name="actionLimit">The largest action of policies with levels.</param>
    /// <exception cref="SpecificationException">The systems do not fit together.</exception>
    public static ControlEnvironments Of(IReadOnlyList<LinearQuadraticSystem> systems, double? discount, double actionLimit = 3)
    {
        bool isNoisy = systems.Any(system => !system.W.IsZero);
        return ControlTypes.Of(
            discount,
            [.. systems.Select(system => new LinearQuadratic(system, actionLimit, isNoisy))],
            [.. systems.Select(system => system.Name)]);
    }

    EnvironmentSize? IEnvironmentFamily.Size => new EnvironmentSize(States, Actions, Types) { BytesPerType = BytesPerType };

    /// <summary>Six square matrices and two factors, B and R, and the rest of a type.</summary>
    private double BytesPerType => 2000 + sizeof(double) * (8.0 * States * States + (double)Actions * (States + Actions));

    /// <inheritdoc/>
    public EnvironmentTypes Build(double? discount) =>
        Of(LinearQuadraticSystems.Draw(States, Actions, Types, EpsilonA, EpsilonB, Seed), discount, ActionLimit);
}
