namespace FedPG.Sampling;

/// <summary>
/// Draws from one of many distributions over the same outcomes. Implemented by structs, so that loops over a sampler are
/// compiled for it. Every probability is met within 2^-32; an outcome of probability 0 is never drawn.
/// </summary>
internal interface IRowSampler
{
    /// <summary>The outcome that 32 uniform random bits stand for.</summary>
    int Draw(int row, uint bits);
}
