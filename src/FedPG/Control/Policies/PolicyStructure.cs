namespace FedPG.Control.Policies;

/// <summary>What bit and softmax policies over features can vary.</summary>
/// <param name="IsAutoregressive">Whether a dimension also sees the actions of the dimensions before it, mapped to [−1, 1].</param>
/// <param name="Floor">τ: the weight of the uniform distribution that every bit or level is mixed with.</param>
internal readonly record struct PolicyStructure(bool IsAutoregressive = false, double Floor = 0)
{
    /// <summary>The length of a row of parameters of a dimension.</summary>
    /// <param name="features">F.</param>
    /// <param name="dimension">The dimension, from 0.</param>
    public int Row(int features, int dimension) => IsAutoregressive ? features + dimension : features;
}
