using FedPG.Numerics;

namespace FedPG.Control.Policies;

/// <summary>The probabilities of bits, one in each lane, from the differences of their logits.</summary>
internal interface IBitLogit<TSelf, T>
    where TSelf : IBitLogit<TSelf, T>
    where T : unmanaged, IReal<T>
{
    /// <summary>Computes the probabilities.</summary>
    /// <param name="z">θ_1 − θ_0.</param>
    /// <param name="floor">τ: the weight of the uniform distribution.</param>
    static abstract TSelf Of(T z, double floor);

    /// <summary>The probability of the value 1.</summary>
    T High { get; }

    /// <summary>log π of a value.</summary>
    T Log(T bit);

    /// <summary>∂ log π / ∂z of a value.</summary>
    T Residual(T bit);
}
