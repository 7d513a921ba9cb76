using System.Collections.Immutable;
using System.Globalization;

namespace FedPG.Control.Processes;

/// <summary>The sizes and bounds of a control process.</summary>
public sealed record ControlShape
{
    /// <summary>The name used in messages and reports.</summary>
    public required string Name { get; init; }

    /// <summary>n: the number of state variables.</summary>
    public required int StateDimension { get; init; }

    /// <summary>o: the number of observed variables; that of the state unless given.</summary>
    public int ObservationDimension { get => field == 0 ? StateDimension : field; init; }

    /// <summary>The lower ends of the action box, [d].</summary>
    public required ImmutableArray<double> ActionLow { get; init; }

    /// <summary>The upper ends of the action box, [d].</summary>
    public required ImmutableArray<double> ActionHigh { get; init; }

    /// <summary>d: the number of action dimensions.</summary>
    public int ActionDimension => ActionLow.Length;

    /// <summary>The number of uniform random numbers that a first state takes.</summary>
    public int ResetDraws { get; init; }

    /// <summary>The number of uniform random numbers that a step takes.</summary>
    public int StepDraws { get; init; }

    /// <summary>What features divide an observed variable by, [o]; 1 unless given.</summary>
    public ImmutableArray<double> ObservationScale { get; init; } = [];

    /// <summary>
    /// The number of values 0, 1, … of an observed variable, [o], or 0 if it is continuous; empty if all are. One-hot features need it.
    /// </summary>
    public ImmutableArray<int> ObservationLevels { get; init; } = [];

    /// <summary>The usual number of steps of a trajectory, or null.</summary>
    public int? Horizon { get; init; }

    /// <summary>The usual discount γ.</summary>
    public double Discount { get; init; } = 0.99;

    /// <summary>The same box in every action dimension.</summary>
    public static ImmutableArray<double> Repeat(double bound, int dimensions) => [.. Enumerable.Repeat(bound, dimensions)];

    /// <summary>Requires sizes that fit together.</summary>
    /// <exception cref="SpecificationException">They do not.</exception>
    internal ControlShape Checked()
    {
        Require(StateDimension >= 1, "state dimension", StateDimension, "at least 1");
        Require(ObservationDimension >= 1, "observation dimension", ObservationDimension, "at least 1");
        Require(ActionDimension >= 1, "action dimension", ActionDimension, "at least 1");
        Require(ActionHigh.Length == ActionDimension, "action-high", ActionHigh.Length, $"{ActionDimension} numbers");
        for (int i = 0; i < ActionDimension; i++)
        {
            bool isInterval = double.IsFinite(ActionLow[i]) && double.IsFinite(ActionHigh[i]) && ActionLow[i] < ActionHigh[i];
            string accepted = string.Create(CultureInfo.InvariantCulture, $"finite and above {ActionLow[i]}");
            Require(isInterval, $"action dimension {i + 1}", ActionHigh[i], accepted);
        }

        int scales = ObservationScale.Length, levels = ObservationLevels.Length;
        Require(scales == 0 || scales == ObservationDimension, "observation scales", scales, $"{ObservationDimension} numbers");
        Require(levels == 0 || levels == ObservationDimension, "observation levels", levels, $"{ObservationDimension} numbers");
        Require(ObservationScale.All(scale => double.IsFinite(scale) && scale > 0), "observation scales", "a number", "above 0");
        Require(ObservationLevels.All(level => level >= 0), "observation levels", "a negative number", "at least 0");
        Require(Horizon is null or >= 1, "horizon", Horizon ?? 0, "at least 1");
        Require(ResetDraws >= 0, "reset draws", ResetDraws, "at least 0");
        Require(StepDraws >= 0, "step draws", StepDraws, "at least 0");
        return this;
    }

    /// <summary>Requires what all types of an environment share: features, policies and scores are made for all of them.</summary>
    /// <param name="first">The shape of the first type.</param>
    /// <exception cref="SpecificationException">The shapes differ; the message names the first difference.</exception>
    internal void RequireLike(ControlShape first)
    {
        RequireSame("state dimension", StateDimension, first.StateDimension);
        RequireSame("observation dimension", ObservationDimension, first.ObservationDimension);
        RequireSame("action dimension", ActionDimension, first.ActionDimension);
        RequireSame("reset draws", ResetDraws, first.ResetDraws);
        RequireSame("step draws", StepDraws, first.StepDraws);
        RequireSame("horizon", Horizon ?? 0, first.Horizon ?? 0);
        RequireSame("action-low", ActionLow, first.ActionLow);
        RequireSame("action-high", ActionHigh, first.ActionHigh);
        RequireSame("observation scale", Scales, first.Scales);
        RequireSame("observation levels", Levels, first.Levels);
    }

    private IEnumerable<double> Scales => ObservationScale.IsEmpty ? Enumerable.Repeat(1.0, ObservationDimension) : ObservationScale;

    private IEnumerable<double> Levels =>
        ObservationLevels.IsEmpty ? Enumerable.Repeat(0.0, ObservationDimension) : ObservationLevels.Select(level => (double)level);

    private void RequireSame(string what, IEnumerable<double> found, IEnumerable<double> first)
    {
        foreach (var (i, (own, other)) in found.Zip(first).Index())
        {
            if (own != other) RequireSame($"{what} {i + 1}", own, other);
        }
    }

    private void RequireSame(string what, double found, double first) =>
        Require(found == first, what, found, string.Create(CultureInfo.InvariantCulture, $"{first}, as in the first type"));

    private void Require(bool holds, string what, object found, string accepted)
    {
        if (holds) return;
        string text = Convert.ToString(found, CultureInfo.InvariantCulture)!;
        throw new SpecificationException($"environment '{Name}', {what}", text, accepted);
    }
}
