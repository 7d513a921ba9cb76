using System.Globalization;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Numerics;
using FedPG.Options;
using FedPG.Policies;

namespace FedPG.Algorithms;

/// <summary>The server's step T_τ as the specification asks for it, with what a user should know about the threshold.</summary>
internal sealed class Improvement
{
    private readonly ImprovementOperator? _operator;
    private readonly int _width;

    private Improvement(ImprovementOperator? @operator, int width, IReadOnlyList<string> notices) =>
        (_operator, _width, Notices) = (@operator, width, notices);

    public static Improvement None { get; } = new(null, 1, []);

    public IReadOnlyList<string> Notices { get; }

    /// <summary>The operator on rows of <paramref name="width"/> logits with the threshold of the specification's entropy options.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="width">Outcomes of a row.</param>
    /// <param name="weights">How each of the rows that spell out an action counts in its log-likelihood.</param>
    public static Improvement For(FederationSpecification specification, int width, ReadOnlySpan<double> weights)
    {
        var environments = specification.Environments;
        var (temperature, threshold) = (specification.Entropy.Temperature, specification.Entropy.Threshold);
        bool needsTemperature = threshold.Kind is ThresholdKind.Safe or ThresholdKind.Theory;
        if (threshold.Kind == ThresholdKind.None || (needsTemperature && temperature == 0)) return None;
        double logSafe = ImprovementThresholds.LogSafe(width, temperature, environments.Discount, RewardRange(environments), weights);
        double logThreshold = threshold.Kind switch
        {
            ThresholdKind.Safe => logSafe,
            ThresholdKind.Theory => ImprovementThresholds.LogTheory(
                width, temperature, environments.Discount, environments.InitialDistribution.Min()),
            _ => Elementary.Log(threshold.Value),
        };
        CheckFeasible(threshold, width);
        return new Improvement(new ImprovementOperator(logThreshold), width, Notes(threshold, logThreshold, logSafe));
    }

    public MassMoved Apply(Span<double> average) => _operator?.Apply(average, _width) ?? default;

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
        string log10 = (logThreshold / Elementary.Log(10)).ToString("F0", CultureInfo.InvariantCulture);
        if (logThreshold < LeastLogDouble)
        {
            string value = double.IsNegativeInfinity(logThreshold) ? "0" : $"10^{log10}";
            notes.Add($"improvement threshold '{threshold}' is {value}, below double range: in effect inactive");
        }

        if (threshold.Kind == ThresholdKind.Number && logThreshold > logSafe)
        {
            string safe = (logSafe / Elementary.Log(10)).ToString("F1", CultureInfo.InvariantCulture);
            notes.Add($"improvement threshold {threshold} is above the safe 10^{safe}: it may lower an agent's regularised objective");
        }

        return notes;
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
