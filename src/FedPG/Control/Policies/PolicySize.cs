using FedPG.Control.Processes;
using FedPG.Options;

namespace FedPG.Control.Policies;

/// <summary>The sizes of policies over features before anything is allocated.</summary>
internal static class PolicySize
{
    /// <summary>The most features.</summary>
    private const double MostFeatures = 1 << 20;

    /// <summary>
    /// The most parameters: a vector of 256 MiB. A learner takes about ten times as much, which algorithms limit.
    /// </summary>
    private const double MostParameters = 1 << 25;

    /// <summary>Refuses policies that are too large.</summary>
    /// <param name="shape">The environment.</param>
    /// <param name="options">The options.</param>
    /// <param name="isBits">Whether softmax is a tree of bits.</param>
    /// <exception cref="SpecificationException">There are too many features or parameters.</exception>
    public static void Require(ControlShape shape, PolicyOptions options, bool isBits)
    {
        double features = Features(shape, options);
        if (features > MostFeatures)
        {
            throw new SpecificationException(
                "policy.features",
                FormattableString.Invariant($"{features:0} features of {shape.ObservationDimension} variables"),
                FormattableString.Invariant($"at most {MostFeatures:0}"));
        }

        double parameters = Head(shape.ActionDimension, features, options, isBits) + Trunk(shape.ObservationDimension, options);
        if (parameters > MostParameters)
        {
            throw new SpecificationException(
                "policy",
                FormattableString.Invariant($"{parameters:0} parameters with {features:0} features and {options.Bits} bits"),
                FormattableString.Invariant($"at most {MostParameters:0}"));
        }
    }

    private static double Features(ControlShape shape, PolicyOptions options) =>
        options.Features == FeatureKind.OneHot ? shape.ObservationLevels.Sum(levels => (double)levels)
        : options.Dimensions == ActionDimensions.Separate ? shape.ObservationDimension * Features(1, options)
        : Features(shape.ObservationDimension, options);

    private static double Features(int variables, PolicyOptions options) => options.Features switch
    {
        FeatureKind.Fourier => Math.Pow(options.Fourier.Order + 1, variables),
        FeatureKind.Tiles => options.Tiles.Tilings * Math.Pow(options.Tiles.Tiles + 1, variables),
        FeatureKind.Polynomial => Binomial(variables + options.Polynomial.Degree, options.Polynomial.Degree),
        FeatureKind.Mlp => options.Mlp.Hidden[^1] + 1,
        _ => variables + 1,
    };

    private static double Head(int dimensions, double features, PolicyOptions options, bool isBits)
    {
        double levels = Math.Pow(2, options.Bits);
        double earlier = options.Dimensions == ActionDimensions.Autoregressive ? dimensions * (dimensions - 1) / 2.0 : 0;
        double rows = options.Dimensions == ActionDimensions.Separate ? features : dimensions * features + earlier;
        return options.Family switch
        {
            ControlPolicyFamily.Gaussian => rows - earlier + dimensions,

            // The kernel refuses more than 2^20 actions by their number.
            ControlPolicyFamily.Flat => dimensions * options.Bits > 20 ? 0 : Math.Pow(levels, dimensions) * features,
            ControlPolicyFamily.Ordinal => levels * rows,
            _ => isBits ? 2 * (levels - 1) * rows : levels * rows,
        };
    }

    private static double Trunk(int inputs, PolicyOptions options)
    {
        if (options.Features != FeatureKind.Mlp) return 0;
        double[] layers = [inputs, .. options.Mlp.Hidden];
        return layers.Skip(1).Zip(layers, (units, below) => units * (below + 1)).Sum();
    }

    private static double Binomial(int n, int k)
    {
        double ways = 1;
        for (int i = 1; i <= k; i++) ways *= (n - k + i) / (double)i;
        return ways;
    }
}
