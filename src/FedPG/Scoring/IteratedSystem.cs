using FedPG.Environments;
using FedPG.Kernels.Sparse;

namespace FedPG.Scoring;

/// <summary>
/// The system of a policy in an environment with a sparse kernel, solved by iteration to a proved bound on the error. The result depends on
/// the policy and the environment alone, not on earlier ones.
/// </summary>
/// <remarks>
/// The bound is on the error of the solution of the system as it is stored; rounding its entries moves values by up to 4e-16/(1 − γ) of the
/// largest, as it does in elimination. Memory and the time of a step are linear in the successors.
/// </remarks>
/// <param name="discount">γ.</param>
/// <param name="meter">Counts the work.</param>
internal sealed class IteratedSystem(double discount, WorkMeter meter) : IPolicySystem
{
    /// <summary>The error of values and visits, relative to the largest value and to the sum of visits: 1.4e-14.</summary>
    private const double Precision = 1.0 / (1L << 46);

    /// <summary>The same where rounding must be all that is left.</summary>
    private const double FullPrecision = 1.0 / (1L << 56);

    /// <summary>
    /// What a multiplication costs here, in multiplications of an elimination, which works on whole vectors of adjacent numbers.
    /// </summary>
    public const int Cost = 12;

    private readonly Action<long> _spend = multiplications => meter.Spend(Cost * multiplications);
    private ChainPattern? _pattern;
    private SparseSystem? _values;
    private SparseSystem? _visits;
    private ProvedSolver? _solver;
    private double _inverse;
    private bool _isTransposed;

    /// <summary>The chain that loaded its policy last, where several share the system.</summary>
    public object? User { get; set; }

    public void Load(MarkovDecisionProcess process, ReadOnlySpan<double> policy)
    {
        if (!ReferenceEquals(_pattern?.Kernel, process.Kernel)) Take(process.Kernel);
        _spend(process.Kernel.Count);
        _isTransposed = false;
        Fill(policy);
        _values!.Prepare();
        _inverse = InverseNorm.Of(_values, _solver!, _spend);
    }

    public void Values(Span<double> values) => Solve(values, [], values, Precision);

    public double RefinedValues(ReadOnlySpan<double> expectedRewards, ReadOnlySpan<double> guess, Span<double> values) =>
        Solve(expectedRewards, guess, values, FullPrecision);

    /// <summary>Solves for values roughly, in one attempt; the result may be wrong where the attempt fails.</summary>
    /// <param name="rewards">The expected rewards, [S].</param>
    /// <param name="values">The destination, [S].</param>
    public void Approximate(ReadOnlySpan<double> rewards, Span<double> values) => _solver!.Attempt(_values!, rewards, values, _spend);

    public void Visits(ReadOnlySpan<double> initialDistribution, Span<double> visits)
    {
        if (!_isTransposed) Transpose();
        _solver!.Solve(_visits!, initialDistribution, [], visits, VectorNorm.Sum, _inverse, Precision, _spend);

        // Visits are not negative, so this only brings them nearer.
        foreach (ref double visit in visits) visit = Math.Max(visit, 0);
    }

    private double Solve(ReadOnlySpan<double> rewards, ReadOnlySpan<double> guess, Span<double> values, double precision) =>
        _solver!.Solve(_values!, rewards, guess, values, VectorNorm.Largest, _inverse, precision, _spend);

    private void Take(TransitionKernel kernel)
    {
        _pattern = ChainPattern.Of(kernel);
        _solver ??= new ProvedSolver(kernel.States);
        if (_values is null) _values = new SparseSystem(_pattern.Rows);
        else _values.Take(_pattern.Rows);
    }

    /// <summary>γP_π.</summary>
    private void Fill(ReadOnlySpan<double> policy)
    {
        var kernel = _pattern!.Kernel;
        Span<double> weights = _values!.Weights, loops = _values.Loops;
        ReadOnlySpan<int> starts = kernel.Starts, places = _pattern.Places;
        var probabilities = kernel.Probabilities;
        weights.Clear();
        loops.Clear();
        for (int pair = 0; pair < policy.Length; pair++)
        {
            double weight = discount * policy[pair];
            if (weight == 0) continue;
            ref double loop = ref loops[pair / kernel.Actions];
            for (int i = starts[pair]; i < starts[pair + 1]; i++)
            {
                if (places[i] < 0) loop += weight * probabilities[i];
                else weights[places[i]] += weight * probabilities[i];
            }
        }
    }

    private void Transpose()
    {
        if (_visits is null) _visits = new SparseSystem(_pattern!.Transposed);
        else _visits.Take(_pattern!.Transposed);
        _pattern.Rows.Transpose(_values!.Weights, _pattern.Transposed, _visits.Weights);
        _values.Loops.CopyTo(_visits.Loops);
        _visits.Prepare();
        _isTransposed = true;
    }
}
