using FedPG.Control.Processes;
using FedPG.Options;

namespace FedPG.Control.Policies;

/// <summary>The shapes of θ of policies over features, as text.</summary>
internal static class PolicyLayout
{
    /// <summary>The shapes in the order in which θ has them, e.g. <c>[8][7][2][9]</c>.</summary>
    /// <param name="shape">The environment.</param>
    /// <param name="options">The options.</param>
    /// <param name="isBits">Whether softmax is a tree of bits.</param>
    /// <param name="features">F.</param>
    public static IEnumerable<string> Of(ControlShape shape, PolicyOptions options, bool isBits, int features)
    {
        int d = shape.ActionDimension;
        bool isLonger = options.Dimensions == ActionDimensions.Autoregressive && d > 1;
        string row = isLonger ? $"[{features} + i for dimension i = 0 … {d - 1}]" : $"[{features}]";
        IEnumerable<string> own = options.Family switch
        {
            ControlPolicyFamily.Gaussian => [$"means [{d}][{features}]", $"log σ [{d}]"],
            ControlPolicyFamily.Flat => [$"[{1L << (d * options.Bits)}][{features}]"],
            ControlPolicyFamily.Ordinal => [$"[{d}][{1 << options.Bits}]{row}"],
            _ when isBits => [$"[{d}][{(1 << options.Bits) - 1}][2]{row}"],
            _ => [$"[{d}][{1 << options.Bits}]{row}"],
        };
        return own.Concat(Network(shape, options));
    }

    private static IEnumerable<string> Network(ControlShape shape, PolicyOptions options)
    {
        if (options.Features != FeatureKind.Mlp) return [];
        int[] layers = [shape.ObservationDimension, .. options.Mlp.Hidden];
        return layers.Skip(1).Zip(layers, (units, inputs) => $"hidden [{units}][{inputs + 1}]");
    }
}
