using System.Collections.Immutable;
using FedPG.Environments;
using FedPG.Numerics;
using FedPG.Scoring;

namespace FedPG.Diagnostics;

/// <summary>The kind of a stationary point.</summary>
public enum StationaryKind
{
    /// <summary>A local maximum: ascent from nearby ends here.</summary>
    Maximum,

    /// <summary>A local minimum: it separates the starts from which ascent goes left from those from which it goes right.</summary>
    Minimum,
}

/// <summary>A stationary point of the one-parameter objective.</summary>
/// <param name="Probability">π of the first action; 0 and 1 are the limits θ → ∓∞.</param>
/// <param name="Value">J there.</param>
/// <param name="Kind">Maximum or minimum.</param>
public sealed record StationaryPoint(double Probability, double Value, StationaryKind Kind);

/// <summary>
/// The federated objective of environments in which a single state offers a choice, between two actions. The policy is one number, the
/// probability p of the first action. Every agent's value is monotone in p, J_c(p) = a_c + g_c p/(1 − k_c p), so that its only local
/// maximum is the global one; the mean over agents can have several.
/// </summary>
public sealed class OneParameterObjective
{
    private const int Cells = 20_000;
    private const double WidestLogit = 25;

    private readonly ImmutableArray<(double Weight, double Constant, double Slope, double Pole)> _agents;

    private OneParameterObjective(int state, ImmutableArray<(double, double, double, double)> agents) =>
        (State, _agents) = (state, agents);

    /// <summary>The state with the choice.</summary>
    public int State { get; }

    /// <summary>The objective of a federation.</summary>
    /// <param name="environments">The environments, scored under their evaluation distribution.</param>
    /// <param name="agents">M, from which the weights of the types follow.</param>
    /// <exception cref="SpecificationException">
    /// Actions differ in more than one state or in none, or there are more than two actions.
    /// </exception>
    public static OneParameterObjective Of(EnvironmentSet environments, int agents)
    {
        int[] choices =
            [.. Enumerable.Range(0, environments.States).Where(state => environments.Types.Any(type => Differ(type, state)))];
        if (environments.Actions != 2 || choices.Length != 1)
        {
            throw new SpecificationException(
                "environment",
                $"{environments.Actions} actions and {choices.Length} states whose actions differ",
                "2 actions that differ in one state, so that the policy is one number");
        }

        var types = new FederatedObjective(environments, agents).Distinct;
        return new OneParameterObjective(
            choices[0], [.. types.Select(type => Agent(environments, type.Process, type.Weight, choices[0]))]);
    }

    /// <summary>J.</summary>
    /// <param name="probability">p, from 0 to 1.</param>
    public double Value(double probability)
    {
        double sum = 0;
        foreach (var (weight, constant, slope, pole) in _agents)
        {
            sum += weight * (constant + slope * probability / (1 - pole * probability));
        }

        return sum;
    }

    /// <summary>dJ/dp.</summary>
    /// <param name="probability">p, from 0 to 1.</param>
    public double Slope(double probability)
    {
        double sum = 0;
        foreach (var (weight, _, slope, pole) in _agents)
        {
            double scale = 1 - pole * probability;
            sum += weight * slope / (scale * scale);
        }

        return sum;
    }

    /// <summary>
    /// All stationary points in order of p, including the ends 0 and 1: bracketed on a grid that is uniform in the logit, then bisected
    /// to the last bit.
    /// </summary>
    public ImmutableArray<StationaryPoint> StationaryPoints()
    {
        var points = ImmutableArray.CreateBuilder<StationaryPoint>();
        Add(0, Slope(0) < 0);
        for (int i = 0; i <= Cells + 1; i++)
        {
            double low = i == 0 ? 0 : Grid(i - 1), high = i == Cells + 1 ? 1 : Grid(i);
            double before = Slope(low), after = Slope(high);
            if (before > 0 == after > 0) continue;
            Add(Halve(low, high, before > 0), before > 0);
        }

        Add(1, Slope(1) > 0);
        return points.ToImmutable();

        void Add(double probability, bool isMaximum)
        {
            var kind = isMaximum ? StationaryKind.Maximum : StationaryKind.Minimum;
            points.Add(new StationaryPoint(probability, Value(probability), kind));
        }
    }

    /// <summary>Where exact ascent from a start ends: the maximum between the two minima that enclose the start.</summary>
    /// <param name="probability">The start, above 0 and below 1.</param>
    /// <param name="points">The result of <see cref="StationaryPoints"/>.</param>
    public StationaryPoint EndOfAscent(double probability, ImmutableArray<StationaryPoint> points)
    {
        bool rises = Slope(probability) > 0;
        return rises
            ? points.First(point => point.Probability > probability)
            : points.Last(point => point.Probability < probability);
    }

    private static double Grid(int cell) => 1 / (1 + Elementary.Exp(WidestLogit * (1 - 2.0 * cell / Cells)));

    private double Halve(double low, double high, bool risesBefore)
    {
        while (true)
        {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) return middle;
            if (Slope(middle) > 0 == risesBefore) low = middle;
            else high = middle;
        }
    }

    /// <summary>
    /// By the Sherman–Morrison formula J(p) = ρV₀ + p ρu (Δ + γ wV₀)/(1 − p γ wu), where e is the unit vector of the state with the
    /// choice, u = (I − γP₀)^{−1}e, w and Δ are the differences of the two actions' rows and rewards, and index 0 is the policy that
    /// always takes the second action.
    /// </summary>
    private static (double Weight, double Constant, double Slope, double Pole) Agent(
        EnvironmentSet environments, MarkovDecisionProcess process, double weight, int state)
    {
        var second = new double[process.States * 2];
        for (int s = 0; s < process.States; s++) second[2 * s + 1] = 1;
        var chain = new DiscountedChain(process, environments.Discount, second);
        var unit = new double[process.States * 2];
        unit[2 * state] = unit[2 * state + 1] = 1;
        double[] values = chain.Values(process.Rewards), visits = chain.Values(unit);
        double along = 0, back = 0, constant = 0, reached = 0;
        var start = environments.ScoredFrom(process);
        for (int s = 0; s < process.States; s++)
        {
            double difference = process.Successors(state, 0)[s] - process.Successors(state, 1)[s];
            along += difference * values[s];
            back += difference * visits[s];
            constant += start[s] * values[s];
            reached += start[s] * visits[s];
        }

        double gain = process.Reward(state, 0) - process.Reward(state, 1) + environments.Discount * along;
        return (weight, constant, reached * gain, environments.Discount * back);
    }

    private static bool Differ(MarkovDecisionProcess process, int state) =>
        Enumerable.Range(1, process.Actions - 1).Any(action =>
            process.Reward(state, action) != process.Reward(state, 0)
            || !process.TransitionRow(state, action).SequenceEqual(process.TransitionRow(state, 0)));
}
