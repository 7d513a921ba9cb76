using FedPG.Experiments.Inspection;

namespace FedPG.Tool.Output;

/// <summary>A description of environments with continuous states for people.</summary>
internal static class ControlDescriptionView
{
    public static void Write(ControlDescription description)
    {
        Line("environment", description.Environment);
        Line("state variables", $"{description.StateDimension}");
        Line("observed variables", $"{description.ObservationDimension}");
        Line("action dimensions", $"{description.ActionDimension}");
        Line("actions from", Bounds(description.ActionLow));
        Line("actions to", Bounds(description.ActionHigh));
        Line("steps of a trajectory", description.Horizon is { } horizon ? $"{horizon}" : "no limit; the discount ends it");
        Line("agents", $"{description.Agents}");
        Line("discount", AnswerNumber.Of(description.Discount));
        Line("types", $"{description.Types.Length}");
        foreach (var type in description.Types) Line($"  {type.Name}", Constants(type));
        foreach (var policy in description.Policies) Policy(policy);
        References(description);
        foreach (string notice in description.Notices) Console.Out.WriteLine($"note: {notice}");
        Console.Out.WriteLine();
    }

    private static void Policy(DescribedPolicy policy)
    {
        string bits = policy.Bits is { } b ? $", {b} {(b == 1 ? "bit" : "bits")} per dimension" : "";
        Line("policy", $"{policy.Family} over {policy.FeatureCount} {policy.Features} features{bits}");
        Line("  parameters", $"{policy.Parameters}: {policy.Shape}");
    }

    private static void References(ControlDescription description)
    {
        var values = description.ReferenceValues;
        if (values.UpperBound is null) return;
        Line("upper bound", AnswerNumber.Of(values.UpperBound));
        foreach (var (type, optimum) in description.Types.Zip(values.PerEnvironmentOptima))
            Line($"  optimum of {type.Name} alone", AnswerNumber.Of(optimum));
        Value("best common linear found", values.BestCommonLinear.Value);
        Value("best stationary found", values.BestStationary.Value);
        Value(
            values.BestDeterministic.Exhaustive ? "best deterministic (proved)" : "best deterministic found",
            values.BestDeterministic.Value);
    }

    private static void Value(string name, double? value)
    {
        if (value is not null) Line(name, AnswerNumber.Of(value));
    }

    /// <summary>One number where all dimensions have the same.</summary>
    private static string Bounds(IReadOnlyList<double> bounds) => bounds.Distinct().Count() == 1
        ? AnswerNumber.Of(bounds[0])
        : string.Join(", ", bounds.Select(bound => AnswerNumber.Of(bound)));

    private static string Constants(DescribedType type) => string.Join(", ", type.Constants.Select(entry => $"{entry.Key} {entry.Value}"));

    private static void Line(string name, string value) => Console.Out.WriteLine($"{name,-34} {value}");
}
