using FedPG.Environments;
using FedPG.Numerics;

namespace FedPG.Scoring;

/// <summary>
/// The chain of a policy in one environment: its values and visits, by elimination where the kernel is a table and by iteration where it
/// is sparse.
/// </summary>
internal sealed class PolicyChain
{
    private readonly double _discount;
    private readonly WorkMeter _meter;
    private readonly double[] _policy;
    private EliminatedSystem? _eliminated;
    private IteratedSystem? _iterated;
    private IPolicySystem? _system;

    /// <summary>A chain without a policy.</summary>
    /// <param name="process">The environment.</param>
    /// <param name="discount">γ.</param>
    /// <param name="meter">Counts the work.</param>
    /// <param name="shared">
    /// The system of sparse kernels, if chains that are used in turns share one to save memory; it is filled again at each turn.
    /// </param>
    public PolicyChain(MarkovDecisionProcess process, double discount, WorkMeter meter, IteratedSystem? shared = null)
    {
        (Process, _discount, _meter, _iterated) = (process, discount, meter, shared);
        _policy = new double[process.States * process.Actions];
    }

    /// <summary>The environment.</summary>
    public MarkovDecisionProcess Process { get; private set; }

    /// <summary>π(a|s) of the loaded policy, by s · A + a.</summary>
    public double Probability(int pair) => _policy[pair];

    /// <summary>Loads a policy, flat [S][A], in another environment of the same size.</summary>
    public void Load(MarkovDecisionProcess process, ReadOnlySpan<double> policy)
    {
        Process = process;
        Load(policy);
    }

    /// <summary>Loads a policy, flat [S][A].</summary>
    public void Load(ReadOnlySpan<double> policy)
    {
        policy.CopyTo(_policy);
        var process = Process.Summed(_discount);
        _system = process.Kernel.IsSparse
            ? _iterated ??= new IteratedSystem(_discount, _meter)
            : _eliminated ??= new EliminatedSystem(process, _discount, _meter);
        Fill();
    }

    /// <summary>Discounted visits from a distribution of the first state, [S].</summary>
    public void Visits(ReadOnlySpan<double> initialDistribution, Span<double> visits) => Loaded.Visits(initialDistribution, visits);

    /// <summary>Values of the policy's expected rewards, [S].</summary>
    public void Values(ReadOnlySpan<double> expectedRewards, Span<double> values)
    {
        expectedRewards.CopyTo(values);
        Loaded.Values(values);
    }

    /// <summary>Values to full precision.</summary>
    /// <param name="expectedRewards">The expected rewards, [S].</param>
    /// <param name="values">The destination, [S].</param>
    /// <param name="guess">Values that an iteration begins with, [S], or nothing; may be the destination.</param>
    /// <returns>A bound on the error, relative to the largest value, that rounding does not explain.</returns>
    public double RefinedValues(ReadOnlySpan<double> expectedRewards, Span<double> values, ReadOnlySpan<double> guess = default) =>
        Loaded.RefinedValues(expectedRewards, guess, values);

    /// <summary>Σ_s' P(s') V(s') over the states with P(s') > 0.</summary>
    public static CompensatedSum Expected(SuccessorRow row, ReadOnlySpan<double> values)
    {
        var sum = new CompensatedSum();
        for (int i = 0; i < row.Length; i++)
        {
            if (row.Probabilities[i] != 0) sum.Add(row.Probabilities[i], values[row.States[i]]);
        }

        return sum;
    }

    /// <summary>Σ_a π(a|s) r(s,a), [S].</summary>
    public void ExpectedRewards(Span<double> expected)
    {
        for (int s = 0; s < expected.Length; s++)
        {
            double sum = 0;
            for (int i = s * Process.Actions; i < (s + 1) * Process.Actions; i++)
            {
                if (_policy[i] != 0) sum += _policy[i] * Process.Rewards[i];
            }

            expected[s] = sum;
        }
    }

    private IPolicySystem Loaded
    {
        get
        {
            if (_system is null) throw new InvalidOperationException("No policy is loaded.");
            if (ReferenceEquals(_system, _iterated) && !ReferenceEquals(_iterated.User, this)) Fill();
            return _system;
        }
    }

    private void Fill()
    {
        _system!.Load(Process.Summed(_discount), _policy);
        if (_iterated is not null) _iterated.User = this;
    }
}
