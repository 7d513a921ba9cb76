using FedPG.Control.Policies;
using FedPG.Control.Processes;
using FedPG.Numerics;

namespace FedPG.Control.Exact;

/// <summary>
/// A policy with one action dimension that sees one variable with finitely many values 0, 1, …, as a table. Owns its buffers, so it is not
/// thread-safe.
/// </summary>
internal sealed class LevelTable
{
    private const int Width = ControlProcess.Block;

    private readonly ControlPolicy _policy;
    private readonly double[] _observations = new double[Width];
    private readonly double[] _choices = new double[Width];
    private readonly double[] _ratings = new double[2 * Width];
    private readonly double[] _trace;

    /// <summary>Allocates the table.</summary>
    /// <param name="policy">The policy; an action is the number of its level.</param>
    /// <param name="observations">The number of values.</param>
    /// <param name="levels">2^b.</param>
    public LevelTable(ControlPolicy policy, int observations, int levels)
    {
        (_policy, _trace) = (policy, new double[policy.Shape.Trace * Width]);
        (Actions, Probabilities, Likelihoods) = (new double[levels], new double[observations, levels], new double[observations, levels]);
        for (int first = 0; first < levels; first += Width)
        {
            double[] actions = new double[Width];
            Choose(first, levels);
            policy.Act(_choices, actions, Width);
            actions.AsSpan(0, Math.Min(Width, levels - first)).CopyTo(Actions.AsSpan(first));
        }
    }

    /// <summary>The length of θ.</summary>
    public int Parameters => _policy.Shape.Parameters;

    /// <summary>The actions of the levels, [levels].</summary>
    public double[] Actions { get; }

    /// <summary>π, [observations, levels].</summary>
    public double[,] Probabilities { get; }

    /// <summary>The log-likelihoods of the entropy bonus, [observations, levels].</summary>
    public double[,] Likelihoods { get; }

    /// <summary>Computes the table of a policy.</summary>
    /// <param name="parameters">θ.</param>
    public void Load(ReadOnlySpan<double> parameters)
    {
        _policy.SetParameters(parameters);
        int levels = Actions.Length;
        for (int x = 0; x < Probabilities.GetLength(0); x++)
        {
            Array.Fill(_observations, x);
            for (int first = 0; first < levels; first += Width)
            {
                Choose(first, levels);
                _policy.Choose(_observations, [], _choices, _trace, _ratings, Width);
                for (int j = 0; j < Math.Min(Width, levels - first); j++)
                {
                    Probabilities[x, first + j] = Elementary.Exp(_ratings[j]);
                    Likelihoods[x, first + j] = _ratings[Width + j];
                }
            }
        }
    }

    /// <summary>The expected entropy bonus −Σ_l π_l ℓ_l after an observation; an impossible level adds nothing.</summary>
    public double Bonus(int observation)
    {
        double sum = 0;
        for (int l = 0; l < Actions.Length; l++)
        {
            double probability = Probabilities[observation, l];
            if (probability > 0) sum -= probability * Likelihoods[observation, l];
        }

        return sum;
    }

    /// <summary>Sets the next levels, one per column; columns beyond the last level repeat it.</summary>
    private void Choose(int first, int levels)
    {
        for (int j = 0; j < Width; j++) _choices[j] = Math.Min(first + j, levels - 1);
    }
}
