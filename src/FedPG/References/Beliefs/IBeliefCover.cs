namespace FedPG.References.Beliefs;

/// <summary>
/// Writes a belief as a sum of known points and a rest on the corners: x = Σ_k w_k b_k + rest. As V is convex and of degree 1,
/// V_s(x) ≤ Σ_k w_k V_s(b_k) + Σ_i rest_i V_s(e_i).
/// </summary>
internal interface IBeliefCover
{
    /// <summary>Finds points and weights that keep this sum small; at most K points.</summary>
    /// <param name="state">s.</param>
    /// <param name="belief">x, [K].</param>
    /// <param name="points">Receives the points.</param>
    /// <param name="weights">Receives w.</param>
    /// <returns>The number of points.</returns>
    int Find(int state, ReadOnlySpan<double> belief, Span<int> points, Span<double> weights);
}
