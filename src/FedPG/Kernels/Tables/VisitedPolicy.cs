using FedPG.Kernels.Linear;

namespace FedPG.Kernels.Tables;

/// <summary>
/// A softmax policy of which only the rows of visited states are computed. Rows have the bits of a whole table. Owns its buffers, so it is
/// not thread-safe.
/// </summary>
/// <param name="states">S.</param>
/// <param name="actions">A.</param>
/// <param name="temperature">λ.</param>
internal sealed class VisitedPolicy(int states, int actions, double temperature)
{
    private readonly PolicyTable _table = new(states, actions);
    private readonly double[] _probabilities = new double[states * actions];
    private readonly double[] _regularized = new double[temperature > 0 ? states * actions : 0];
    private readonly double[] _logarithms = new double[actions];

    // The policy that a row was computed for.
    private readonly int[] _computed = new int[states];
    private int _policy = 1;

    /// <summary>Begins another policy: no row is computed.</summary>
    public void Clear()
    {
        if (_policy == int.MaxValue) Array.Clear(_computed);
        _policy = _policy == int.MaxValue ? 1 : _policy + 1;
    }

    /// <summary>The rewards r − λ log π, [S][A]; those of states whose row is not computed are not valid.</summary>
    /// <param name="rewards">r, [S][A].</param>
    public ReadOnlySpan<double> Rewards(ReadOnlySpan<double> rewards) => temperature > 0 ? _regularized : rewards;

    /// <summary>Draws an action, as <see cref="PolicyTable.Draw"/> does.</summary>
    /// <param name="state">The state.</param>
    /// <param name="bits">32 uniform random bits.</param>
    /// <param name="parameters">θ, [S][A].</param>
    /// <param name="rewards">r, [S][A].</param>
    public int Draw(int state, uint bits, ReadOnlySpan<double> parameters, ReadOnlySpan<double> rewards)
    {
        if (_computed[state] != _policy) Compute(state, parameters, rewards);
        return _table.Draw(state, bits);
    }

    /// <summary>θ(s,·) ← θ(s,·) + η (W − π Σ W) with the credit W(s,·), which becomes 0; nothing if the row is not computed.</summary>
    /// <param name="state">The state; its row is no longer computed.</param>
    /// <param name="credit">W, [S][A].</param>
    /// <param name="stepSize">η.</param>
    /// <param name="parameters">θ, [S][A].</param>
    public void Ascend(int state, Span<double> credit, double stepSize, Span<double> parameters)
    {
        if (_computed[state] != _policy) return;
        _computed[state] = 0;
        int row = state * actions;
        var own = credit.Slice(row, actions);
        SoftmaxScore.Ascend(_probabilities.AsSpan(row, actions), own, stepSize, parameters.Slice(row, actions));
        own.Clear();
    }

    private void Compute(int state, ReadOnlySpan<double> parameters, ReadOnlySpan<double> rewards)
    {
        _computed[state] = _policy;
        int row = state * actions;
        var probabilities = _probabilities.AsSpan(row, actions);
        Softmax.Rows(parameters.Slice(row, actions), actions, probabilities, temperature > 0 ? _logarithms : []);
        _table.Fill(state, probabilities);
        for (int a = 0; a < actions && temperature > 0; a++) _regularized[row + a] = rewards[row + a] - temperature * _logarithms[a];
    }
}
