using FedPG.Environments;
using FedPG.Kernels.Lanes;
using FedPG.Kernels.Tables;
using FedPG.Numerics;
using FedPG.Options;
using FedPG.Policies;
using FedPG.Random;

namespace FedPG.Algorithms;

/// <summary>
/// Sampled gradients at two parameters from the same trajectories: those of the first count as if drawn by the second with the importance
/// weight exp Σ_t (log π'(a_t|s_t) − log π(a_t|s_t)). Plain loops: they define the bits.
/// </summary>
internal sealed class TrajectoryComparison
{
    private readonly LocalOptions _local;
    private readonly double _temperature;
    private readonly DifferentiablePolicy _policy;
    private readonly DifferentiablePolicy _earlier;
    private readonly PolicyTable _table;
    private readonly RollOut _rollOut;
    private readonly double[] _logRatio;
    private readonly double[] _rewards;
    private readonly double[] _earlierRewards;
    private readonly double[] _credit;
    private readonly double[] _earlierCredit;

    // γ^t / B, [T].
    private readonly double[] _powers;

    public TrajectoryComparison(
        EnvironmentSet environments, Func<DifferentiablePolicy> createPolicy, LocalOptions local, double temperature)
    {
        (_local, _temperature, _powers) = (local, temperature, new double[local.Horizon]);
        (_policy, _earlier) = (createPolicy(), createPolicy());
        (_table, _rollOut) = (new PolicyTable(environments.States, environments.Actions), new RollOut(local.Batch, local.Horizon));
        int pairs = environments.States * environments.Actions;
        (_logRatio, _rewards, _earlierRewards) = (new double[pairs], new double[pairs], new double[pairs]);
        (_credit, _earlierCredit) = (new double[pairs], new double[pairs]);
        double power = 1.0 / local.Batch;
        for (int t = 0; t < _powers.Length; t++, power *= environments.Discount) _powers[t] = power;
    }

    /// <summary>Computes g(θ) and w g(θ'); see <see cref="IAgentGradient.Compare"/>.</summary>
    public void Compute(
        EnvironmentSampler environment, ReadOnlySpan<double> parameters, ReadOnlySpan<double> earlier, ref Xoshiro256PlusPlus random,
        Span<double> gradient, Span<double> weighted)
    {
        _policy.SetParameters(parameters);
        _earlier.SetParameters(earlier);
        Load(environment.Process.Rewards);
        _table.Fill(_policy.Probabilities);
        _rollOut.Run(environment, _table, random.NextUInt64());
        Accumulate(_rollOut.Pairs);
        _policy.ScoreGradient(_credit, gradient);
        _earlier.ScoreGradient(_earlierCredit, weighted);
    }

    /// <summary>The regularised rewards r − λℓ of both policies, and the logarithms of their ratios.</summary>
    private void Load(ReadOnlySpan<double> rewards)
    {
        for (int i = 0; i < rewards.Length; i++)
        {
            _rewards[i] = _temperature == 0 ? rewards[i] : rewards[i] - _temperature * _policy.LogLikelihood[i];
            _earlierRewards[i] = _temperature == 0 ? rewards[i] : rewards[i] - _temperature * _earlier.LogLikelihood[i];
            _logRatio[i] = Elementary.Log(_earlier.Probabilities[i]) - Elementary.Log(_policy.Probabilities[i]);
        }
    }

    /// <summary>Sums the credits of both policies, trajectory by trajectory and each from its last step.</summary>
    private void Accumulate(ReadOnlySpan<int> pairs)
    {
        Array.Clear(_credit);
        Array.Clear(_earlierCredit);
        for (int b = 0; b < _local.Batch; b++)
        {
            double logWeight = 0;
            for (int t = 0; t < _powers.Length; t++) logWeight += _logRatio[pairs[t * _local.Batch + b]];
            double weight = Elementary.Exp(logWeight), toGo = 0, earlierToGo = 0;
            for (int t = _powers.Length - 1; t >= 0; t--)
            {
                int pair = pairs[t * _local.Batch + b];
                _credit[pair] += toGo += _powers[t] * _rewards[pair];
                _earlierCredit[pair] += weight * (earlierToGo += _powers[t] * _earlierRewards[pair]);
            }
        }
    }
}
