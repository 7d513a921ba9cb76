using System.Globalization;
using FedPG.Environments;
using FedPG.Numerics;
using FedPG.Options;
using FedPG.Policies;

namespace FedPG.Algorithms;

/// <summary>The server's step T_τ for a specification, with notices about the threshold.</summary>
internal sealed class Improvement
{
    private readonly ImprovementOperator? _operator;
    private readonly int _width;

    // The outcomes of each row where they differ: rows of actions, of which states offer different numbers.
    private readonly ActionSets? _sets;

    private Improvement(ImprovementOperator? @operator, int width, ActionSets? sets, IReadOnlyList<string> notices) =>
        (_operator, _width, _sets, Notices) = (@operator, width, sets, notices);

    public static Improvement None { get; } = new(null, 1, null, []);

    public IReadOnlyList<string> Notices { get; }

    /// <summary>
    /// The operator on rows of <paramref name="width"/> logits with the threshold of the specification's entropy options.
    /// </summary>
    /// <param name="specification">The run.</param>
    /// <param name="width">The number of outcomes per row.</param>
    /// <param name="sets">The outcomes of each row; null if all have the width. The threshold is that of the widest row.</param>
    /// <param name="weights">The weight, in an action's log-likelihood, of each row that spells the action out.</param>
    public static Improvement For(FederationSpecification specification, int width, ActionSets? sets, ReadOnlySpan<double> weights)
    {
        var environments = specification.FiniteEnvironments;
        var (temperature, threshold) = (specification.Entropy.Temperature, specification.Entropy.Threshold);
        bool needsTemperature = threshold.Kind is ThresholdKind.Safe or ThresholdKind.Theory;
        if (threshold.Kind == ThresholdKind.None || (needsTemperature && temperature == 0)) return None;
        double logSafe = ImprovementThresholds.LogSafe(width, temperature, environments.Discount, RewardRange(environments), weights);
        double logThreshold = threshold.Kind switch
        {
            ThresholdKind.Safe => logSafe,
            ThresholdKind.Theory => ImprovementThresholds.LogTheory(
                width, temperature, environments.Discount, LeastInitial(environments)),
            _ => Elementary.Log(threshold.Value),
        };
        CheckFeasible(threshold, width);
        return new Improvement(new ImprovementOperator(logThreshold), width, sets, Notes(threshold, logThreshold, logSafe));
    }

    public MassMoved Apply(Span<double> average)
    {
        if (_operator is null) return default;
        if (_sets is null || _sets.AreFull) return _operator.Apply(average, _width);
        var all = default(MassMoved);
        for (int s = 0; s < _sets.States; s++)
        {
            int outcomes = _sets.Count(s);
            if (outcomes == 1) continue;
            var moved = _operator.Apply(average.Slice(s * _width, outcomes), outcomes);
            all = new MassMoved(all.Raised + moved.Raised, all.Mass + moved.Mass);
        }

        return all;
    }

    /// <summary>With τ above 1/A² the most probable action could be left below τ itself.</summary>
    private static void CheckFeasible(ImprovementThreshold threshold, int width)
    {
        double largest = 1.0 / width / width;
        if (threshold.Kind == ThresholdKind.Number && threshold.Value > largest)
        {
            throw new SpecificationException(
                "entropy.threshold",
                threshold.ToString(),
                $"at most {largest.ToString(CultureInfo.InvariantCulture)}, 1/A² with the {width} outcomes it applies to");
        }
    }

    private static List<string> Notes(ImprovementThreshold threshold, double logThreshold, double logSafe)
    {
        const double LeastLogDouble = -745.13;
        var notes = new List<string>();
        if (logThreshold < LeastLogDouble)
        {
            notes.Add($"improvement threshold '{threshold}' is {PowerOfTen(logThreshold, "F0")}, below double range: in effect inactive");
        }

        if (threshold.Kind == ThresholdKind.Number && logThreshold > logSafe)
        {
            notes.Add(
                $"improvement threshold {threshold} is above the safe {PowerOfTen(logSafe, "F1")}: "
                + "it may lower an agent's regularised objective");
        }

        return notes;
    }

    /// <summary>Formats a number as 10^-313, 10^-8.7e30 or less than 10^-1e308.</summary>
    private static string PowerOfTen(double naturalLogarithm, string format)
    {
        if (double.IsNegativeInfinity(naturalLogarithm)) return "less than 10^-1e308";
        double exponent = naturalLogarithm / Elementary.Log(10);
        return $"10^{exponent.ToString(Math.Abs(exponent) < 1e6 ? format : "0.#e0", CultureInfo.InvariantCulture)}";
    }

    private static double LeastInitial(EnvironmentSet environments)
    {
        double least = 1;
        foreach (var type in environments.Types)
            foreach (double probability in environments.StartOf(type)) least = Math.Min(least, probability);
        return least;
    }

    private static double RewardRange(EnvironmentSet environments)
    {
        double least = double.PositiveInfinity, largest = double.NegativeInfinity;
        foreach (var type in environments.Types)
        {
            foreach (double reward in type.Rewards) (least, largest) = (Math.Min(least, reward), Math.Max(largest, reward));
        }

        return largest - least;
    }
}
