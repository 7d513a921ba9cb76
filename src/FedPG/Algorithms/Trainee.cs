using FedPG.Kernels.Tables;
using FedPG.Random;

namespace FedPG.Algorithms;

/// <summary>An agent in the middle of its local training.</summary>
/// <param name="environment">Its environment.</param>
/// <param name="random">Its stream.</param>
/// <param name="parameters">θ^c, in place.</param>
internal struct Trainee(EnvironmentSampler environment, Xoshiro256PlusPlus random, double[] parameters)
{
    private Xoshiro256PlusPlus _random = random;

    /// <summary>Its environment.</summary>
    public readonly EnvironmentSampler Environment { get; } = environment;

    /// <summary>θ^c.</summary>
    public readonly double[] Parameters { get; } = parameters;

    /// <summary>The next 64 bits of its stream.</summary>
    public ulong Draw() => _random.NextUInt64();
}
