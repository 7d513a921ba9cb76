using FedPG.Kernels.Tables;
using FedPG.Random;

namespace FedPG.Algorithms;

/// <summary>The state of an agent during its local training.</summary>
/// <param name="environment">The agent's environment.</param>
/// <param name="random">The agent's random stream.</param>
/// <param name="parameters">θ^c, updated in place.</param>
internal struct TrainingAgent(EnvironmentSampler environment, Xoshiro256PlusPlus random, double[] parameters)
{
    private Xoshiro256PlusPlus _random = random;

    /// <summary>The agent's environment.</summary>
    public readonly EnvironmentSampler Environment { get; } = environment;

    /// <summary>θ^c.</summary>
    public readonly double[] Parameters { get; } = parameters;

    /// <summary>The next 64 bits of the random stream.</summary>
    public ulong Draw() => _random.NextUInt64();
}
