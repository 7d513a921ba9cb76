using System.Collections.Immutable;
using System.Globalization;
using FedPG.Control.Processes;
using FedPG.Options;

namespace FedPG.Experiments.Files;

/// <summary>A part of the parameters of a policy over features: a rectangular array.</summary>
/// <param name="Name">The name, such as <c>levels</c> or <c>hidden_1</c>.</param>
/// <param name="Shape">The length of each axis.</param>
internal sealed record FeaturePolicyPart(string Name, ImmutableArray<int> Shape);

/// <summary>The parts of the parameters of policies over features, in their order (docs/control.md has the shapes).</summary>
internal static class FeaturePolicyParts
{
    /// <summary>The parts of a policy, which together have all of its parameters; none if they are not rectangular.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="shape">The environment.</param>
    public static ImmutableArray<FeaturePolicyPart> Of(FeaturePolicy policy, ControlShape shape)
    {
        var options = policy.Options;
        ImmutableArray<FeaturePolicyPart> network = [.. Network(options, shape.ObservationDimension)];
        int own = policy.Parameters.Length - network.Sum(Count), d = shape.ActionDimension, levels = 1 << options.Bits;
        IEnumerable<FeaturePolicyPart> head = options.Family switch
        {
            ControlPolicyFamily.Gaussian => [new("mean", [d, (own - d) / d]), new("log_sigma", [d])],
            ControlPolicyFamily.Flat => [new("levels", [1 << (d * options.Bits), own >> (d * options.Bits)])],
            ControlPolicyFamily.Softmax when policy.IsBits => Rows("bits", own, d, [levels - 1, 2], options),
            _ => Rows("levels", own, d, [levels], options),
        };
        ImmutableArray<FeaturePolicyPart> all = [.. head, .. network];
        return all.Sum(Count) == policy.Parameters.Length ? all : [];
    }

    /// <summary>One array for all action dimensions; one per dimension where each sees the dimensions before it.</summary>
    private static IEnumerable<FeaturePolicyPart> Rows(string name, int count, int d, ImmutableArray<int> row, PolicyOptions options)
    {
        int rows = row.Aggregate(1, (product, length) => product * length);
        if (options.Dimensions != ActionDimensions.Autoregressive || d == 1) return [new(name, [d, .. row, count / rows / d])];
        int features = (count / rows - d * (d - 1) / 2) / d;
        return Enumerable.Range(0, d).Select(i => new FeaturePolicyPart(
            string.Create(CultureInfo.InvariantCulture, $"{name}_{i}"), [.. row, features + i]));
    }

    private static IEnumerable<FeaturePolicyPart> Network(PolicyOptions options, int inputs)
    {
        if (options.Features != FeatureKind.Mlp) yield break;
        foreach (var (layer, units) in options.Mlp.Hidden.Index())
        {
            yield return new(string.Create(CultureInfo.InvariantCulture, $"hidden_{layer}"), [units, inputs + 1]);
            inputs = units;
        }
    }

    private static int Count(FeaturePolicyPart part) => part.Shape.Aggregate(1, (product, length) => product * length);
}
