using FedPG.Control.Processes;
using FedPG.Kernels.Linear;
using FedPG.Scoring;

namespace FedPG.Control.Exact;

/// <summary>
/// The best common linear gain of several systems: exact ascent on the mean objective from the types' own optima and their mean. The
/// objective is not concave, so the result is a lower bound on the optimum.
/// </summary>
internal sealed class CommonGain
{
    /// <summary>The most types whose own optimum is a start.</summary>
    public const int MostStarts = 16;

    private const int MaximumSteps = 500;
    private const int Memory = 20;

    /// <summary>The ascent ends when a step promises less than this, relative to the objective.</summary>
    private const double Precision = 1e-25;

    private readonly IReadOnlyList<LinearQuadraticSystem> _systems;
    private readonly IReadOnlyList<double> _weights;
    private readonly double _discount;
    private readonly WorkMeter _meter;

    /// <summary>The mean objective of some systems.</summary>
    /// <param name="systems">The types, of the same sizes.</param>
    /// <param name="weights">The shares of the agents that have each type.</param>
    /// <param name="discount">γ in (0, 1].</param>
    /// <param name="meter">Counts the work, beyond whose limit ascent ends where it is; null for no limit.</param>
    public CommonGain(
        IReadOnlyList<LinearQuadraticSystem> systems, IReadOnlyList<double> weights, double discount, WorkMeter? meter = null) =>
        (_systems, _weights, _discount, _meter) = (systems, weights, discount, meter ?? WorkMeter.Unlimited());

    /// <summary>The best gain found; null if none of the starts stabilises all systems.</summary>
    public (double Objective, Matrix Gain)? Best() =>
        Best([.. _systems.Take(MostStarts).Select(system => Riccati.Gain(system, _discount))]);

    /// <summary>The best gain found from the types' own optima; null if none of the starts stabilises all systems.</summary>
    /// <param name="optima">The types' optimal gains, of which the first <see cref="MostStarts"/> are starts.</param>
    public (double Objective, Matrix Gain)? Best(IReadOnlyList<Matrix> optima)
    {
        var own = optima.Take(MostStarts).ToList();
        var mean = new Matrix(own[0].Rows, own[0].Columns);
        foreach (var gain in own) mean += 1.0 / own.Count * gain;
        (double Objective, Matrix Gain)? best = null;
        foreach (var start in own.Prepend(mean))
        {
            if (At(start) is not { } point) continue;
            var found = From(start, point);
            if (best is null || found.Objective > best.Value.Objective) best = found;
        }

        return best;
    }

    /// <summary>Ascends from a gain.</summary>
    /// <exception cref="SpecificationException">The gain does not stabilise all systems; the message names the first such.</exception>
    public (double Objective, Matrix Gain) From(Matrix start)
    {
        foreach (var system in _systems) LinearGain.Require(system, start, [], _discount);
        return From(start, At(start)!.Value);
    }

    private (double Objective, Matrix Gain) From(Matrix gain, Point point)
    {
        var history = new AscentHistory(Memory);
        for (int step = 0; step < MaximumSteps; step++)
        {
            var direction = history.Direction(point.Gradient, gradient => Scaled(point, gradient));
            double slope = direction.InnerProduct(point.Gradient);
            if (slope <= Precision * Math.Abs(point.Objective)) break;
            if (Search(gain, point, direction, slope) is not { } next) break;
            history.Add(next.Gain - gain, point.Gradient - next.Point.Gradient);
            (gain, point) = next;
        }

        return (point.Objective, gain);
    }

    /// <summary>
    /// Halves the step until it stays stable and gains a part of what the slope promises, up to rounding; near the maximum, where the
    /// objective is flat to rounding, a smaller gradient counts.
    /// </summary>
    private (Matrix Gain, Point Point)? Search(Matrix gain, Point point, Matrix direction, double slope)
    {
        for (double length = 1; length > 1e-12 && !_meter.IsSpent; length /= 2)
        {
            var next = gain + length * direction;
            if (At(next) is not { } found) continue;
            double gained = found.Objective - point.Objective, rounding = 1e-14 * Math.Abs(point.Objective);
            bool isFlat = slope < 100 * rounding && Math.Abs(gained) <= rounding;
            if (isFlat ? found.Gradient.Size() < point.Gradient.Size() : gained >= 1e-4 * length * slope) return (next, found);
        }

        return null;
    }

    /// <summary>With one system, the step of policy iteration: (2 (R + γBᵀPB))⁻¹ G S⁻¹, with means in the place of both matrices.</summary>
    private static Matrix Scaled(Point point, Matrix gradient) =>
        0.5 * point.Visits.Solve(point.ActionCost.Solve(gradient).T).T;

    private Point? At(Matrix gain)
    {
        double objective = 0;
        Matrix gradient = new(gain.Rows, gain.Columns), visits = new(gain.Columns, gain.Columns), cost = new(gain.Rows, gain.Rows);
        for (int i = 0; i < _systems.Count; i++)
        {
            if (LinearGain.Of(_systems[i], gain, [], _discount, _meter) is not { } own) return null;
            objective += _weights[i] * own.Objective;
            gradient += _weights[i] * own.Gradient;
            visits += _weights[i] * own.Visits;
            cost += _weights[i] * own.ActionCost;
        }

        return new Point(objective, gradient, visits, cost);
    }

    private readonly record struct Point(double Objective, Matrix Gradient, Matrix Visits, Matrix ActionCost);
}
