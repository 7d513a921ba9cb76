using FedPG.Control.Features;
using FedPG.Control.Processes;
using FedPG.Kernels.Lanes;
using FedPG.Options;

namespace FedPG.Control.Policies;

/// <summary>
/// Creates policies whose action dimensions see one observed variable each, that with their number: θ, time and memory are linear in d,
/// where dimensions that see all variables make them quadratic.
/// </summary>
/// <param name="shape">The environment, with as many observed variables as action dimensions.</param>
/// <param name="discount">γ.</param>
/// <param name="options">The policy's options.</param>
/// <param name="isBits">Whether softmax is a tree of bits.</param>
/// <param name="instructions">The instructions.</param>
internal sealed class SeparatePolicies(
    ControlShape shape, double discount, PolicyOptions options, bool isBits, LaneInstructions instructions)
{
    /// <summary>Creates a policy at θ = 0.</summary>
    /// <param name="only">A dimension, for the policy of that dimension alone; null for all.</param>
    /// <exception cref="SpecificationException">The options or the environment do not separate.</exception>
    public ControlPolicy Create(int? only = null)
    {
        if (shape.ObservationDimension != shape.ActionDimension)
        {
            throw Refused(
                $"separate with '{shape.Name}', where o = {shape.ObservationDimension} and d = {shape.ActionDimension}",
                "separate with as many observed variables as action dimensions, independent or autoregressive");
        }

        return options.Features switch
        {
            FeatureKind.Linear => Over(only, own => new LinearFeatures(own)),
            FeatureKind.Polynomial => Over(only, own => new PolynomialFeatures(own, options.Polynomial.Degree)),
            FeatureKind.Fourier => Over(only, own => new FourierFeatures(own, options.Fourier.Order)),
            FeatureKind.Tiles => Over(only, own => new TileFeatures(own, options.Tiles.Tilings, options.Tiles.Tiles)),
            FeatureKind.OneHot => Over(only, own => new OneHotFeatures(own)),
            _ => throw Refused("separate with policy.features = mlp", "independent or autoregressive"),
        };
    }

    /// <summary>One dimension and its variable.</summary>
    private static ControlShape Own(ControlShape shape, int i) => shape with
    {
        StateDimension = 1,
        ObservationDimension = 1,
        ActionLow = [shape.ActionLow[i]],
        ActionHigh = [shape.ActionHigh[i]],
        ObservationScale = shape.ObservationScale.IsEmpty ? [] : [shape.ObservationScale[i]],
        ObservationLevels = shape.ObservationLevels.IsEmpty ? [] : [shape.ObservationLevels[i]],
    };

    private static SpecificationException Refused(string found, string accepted) => new("policy.dimensions", found, accepted);

    private ControlPolicy Over<TFeatures>(int? only, Func<ControlShape, TFeatures> create)
        where TFeatures : struct, IFeatureKernel
    {
        int first = only ?? 0, all = shape.ActionDimension * options.Bits;
        ControlShape[] own = [.. Enumerable.Range(first, only is null ? shape.ActionDimension : 1).Select(i => Own(shape, i))];
        TFeatures[] features = Array.ConvertAll(own, one => create(one));
        var structure = new PolicyStructure(IsAutoregressive: false, options.Floor);
        int bits = options.Bits;
        ActionGrid Grid(int i) => new(own[i], bits, options.Decoding);
        int Count(int i) => features[i].Shape.Count;
        return options.Family switch
        {
            ControlPolicyFamily.Gaussian => With(features, i => Columns(new GaussianKernel(own[i], Count(i), options.Gaussian))),
            ControlPolicyFamily.Ordinal => With(features, i => Columns(new LevelKernel(Grid(i), Count(i), structure, isOrdinal: true))),
            ControlPolicyFamily.Flat => throw Refused("separate with policy.family = flat", "independent"),
            _ when isBits => With(
                features, i => new BitKernel(Grid(i), Count(i), discount, structure, new BitRange((first + i) * bits, all))),
            _ => With(features, i => Columns(new LevelKernel(Grid(i), Count(i), structure, isOrdinal: false))),
        };
    }

    private static ColumnKernel<TKernel> Columns<TKernel>(TKernel kernel)
        where TKernel : struct, IColumnKernel => new(kernel);

    private ControlPolicy With<TFeatures, TKernel>(TFeatures[] features, Func<int, TKernel> kernel)
        where TFeatures : struct, IFeatureKernel
        where TKernel : struct, IPolicyKernel => LanePolicy.Of(
            new SeparateFeatures<TFeatures>(features),
            new SeparateKernel<TKernel>([.. Enumerable.Range(0, features.Length).Select(kernel)]),
            instructions);
}
