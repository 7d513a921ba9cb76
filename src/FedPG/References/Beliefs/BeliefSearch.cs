using FedPG.Scoring;

namespace FedPG.References.Beliefs;

/// <summary>
/// Bounds on the best policy with memory. Both bounds are solved on the present points; then beliefs that the best actions lead to are
/// added where the bounds are far apart and visits are frequent, as in HSVI and SARSOP (Smith and Simmons 2004; Kurniawati et al. 2008).
/// </summary>
internal sealed class BeliefSearch
{
    private const int MostPoints = 20_000;
    private const int LeastAdded = 32;
    private const int MostImprovements = 20;

    /// <summary>The part of the gap that one more improvement of the lower bound must close to be followed by another.</summary>
    private const double LeastGain = 0.02;

    /// <summary>The part of a belief, relative to the point that covers it best, that makes a new point worthwhile.</summary>
    private const double Nearness = 1e-9;

    private readonly BeliefProcess _process;
    private readonly double[] _initial;
    private readonly WorkMeter _meter;
    private readonly BeliefPoints _points;
    private readonly InterpolatedValues _interpolated;
    private readonly UpperValues _upper;
    private readonly LowerValues _lower;
    private readonly double[] _after;

    /// <summary>Starts with the prior in each state that may be the first.</summary>
    /// <param name="process">The process.</param>
    /// <param name="initial">The distribution of the first state, [S].</param>
    /// <param name="corners">Upper bounds of each type's optimum, [S][K].</param>
    /// <param name="known">Lower bounds of the values of known policies, [policies][S][K].</param>
    /// <param name="meter">Counts the work.</param>
    public BeliefSearch(BeliefProcess process, double[] initial, double[] corners, double[][] known, WorkMeter meter)
    {
        (_process, _initial, _meter) = (process, initial, meter);
        _points = new BeliefPoints(process.States, process.Types);
        _interpolated = new InterpolatedValues(_points, corners, meter);
        _upper = new UpperValues(process, _points, _interpolated, meter);
        _lower = new LowerValues(process, _points, known, meter);
        _after = new double[process.Types];
        var roots = Enumerable.Range(0, process.States).Where(state => initial[state] > 0);
        Add([.. roots.Select(state => new Candidate(state, process.Prior, 0, _interpolated.At(state, process.Prior)))]);
    }

    /// <summary>Improves both bounds until they differ by no more than a tolerance, or no work is left.</summary>
    public (double Lower, double Upper) Run(double tolerance)
    {
        while (true)
        {
            _upper.Improve();
            var (lower, upper) = ImproveLower(LeastGain);
            if (upper - lower <= tolerance || _meter.IsSpent) return (lower, upper);
            var candidates = Candidates(tolerance);
            if (candidates.Count == 0)
            {
                // The points are enough for the upper bound; the lower one may need more improvements to meet it.
                var (reached, _) = ImproveLower(leastGain: 0);
                if (reached - lower <= LeastGain * (upper - lower)) return (reached, upper);
            }

            Add(candidates);
        }
    }

    /// <summary>Improves the lower bound until that closes no more than a part of the gap.</summary>
    /// <returns>Both bounds.</returns>
    private (double Lower, double Upper) ImproveLower(double leastGain)
    {
        var bounds = Bounds();
        for (int i = 0; i < MostImprovements && _lower.Improve(); i++)
        {
            double before = bounds.Lower;
            bounds = Bounds();
            if (i > 1 && bounds.Lower - before <= leastGain * (bounds.Upper - bounds.Lower)) break;
        }

        return bounds;
    }

    private void Add(List<Candidate> candidates)
    {
        int from = _points.Count;
        foreach (var candidate in candidates)
        {
            _points.Add(candidate.State, candidate.Belief);
            _interpolated.Include(candidate.Upper);
        }

        _lower.Include(from);
    }

    private (double Lower, double Upper) Bounds()
    {
        double lower = 0, upper = 0, size = 0;
        for (int state = 0; state < _initial.Length; state++)
        {
            if (_initial[state] == 0) continue;
            double low = _lower.At(state, _process.Prior), high = _interpolated.At(state, _process.Prior);
            lower += _initial[state] * low;
            upper += _initial[state] * high;
            size += _initial[state] * Math.Max(Math.Abs(low), Math.Abs(high));
        }

        double rounding = OutwardRounding.Of(_initial.Length, size);
        return (lower - rounding, upper + rounding);
    }

    /// <summary>
    /// The beliefs that follow the points under the actions of either bound, scored by visits, by the gap between the bounds, and by how
    /// far each is from the points that cover it; the best one between the same points.
    /// </summary>
    private List<Candidate> Candidates(double tolerance)
    {
        // The first points are the roots, in the order of the states.
        var start = new double[_points.Count];
        _initial.Where(share => share > 0).ToArray().CopyTo(start, 0);
        double[] visits = _upper.Visits(start);
        var best = new Dictionary<Place, Candidate>();
        for (int point = 0; point < _points.Count && !_meter.IsSpent; point++)
        {
            if (!(visits[point] > 0)) continue;
            int upper = _upper.RowOf(point), lower = _lower.RowOf(point);
            Consider(point, upper, visits[point], best);
            if (lower != upper) Consider(point, lower, visits[point], best);
        }

        double least = 1e-6 * tolerance;
        int most = Math.Min(MostPoints - _points.Count, Math.Max(LeastAdded, _points.Count / 2));
        return [.. best.Values.Where(candidate => candidate.Score > least).OrderByDescending(candidate => candidate.Score).Take(most)];
    }

    private void Consider(int point, int row, double visits, Dictionary<Place, Candidate> best)
    {
        Span<int> near = stackalloc int[_process.Types];
        Span<double> weights = stackalloc double[_process.Types];
        for (int transition = _process.First(row); transition < _process.First(row + 1); transition++)
        {
            double sum = _process.Follow(_points.Belief(point), transition, _after);
            if (sum == 0 || _after.Count(share => share > 0) < 2) continue;
            int state = _process.Next(transition), count = _interpolated.Cover(state, _after, near, weights);
            double largest = Math.Max(Largest(_interpolated.Rest), Largest(weights[..count]));
            double distance = 1 - largest / sum;
            if (distance < Nearness) continue;
            double upper = _interpolated.At(state, _after), gap = upper - _lower.At(state, _after);
            double score = visits * _process.Discount * gap * distance;
            near[..count].Sort();
            var place = Place.Of(state, near[..count]);
            if (best.TryGetValue(place, out var other) && other.Score >= score) continue;
            best[place] = new Candidate(state, [.. _after], score, upper / sum);
        }
    }

    private static double Largest(ReadOnlySpan<double> shares)
    {
        double largest = 0;
        foreach (double share in shares) largest = Math.Max(largest, share);
        return largest;
    }

    private sealed record Candidate(int State, double[] Belief, double Score, double Upper);

    /// <summary>A state and the points that cover a belief.</summary>
    private readonly record struct Place(int State, string Points)
    {
        public static Place Of(int state, ReadOnlySpan<int> points) => new(state, string.Join(' ', points.ToArray()));
    }
}
