using FedPG.Control.Features;
using FedPG.Control.Processes;
using FedPG.Kernels.Columns;
using FedPG.Kernels.Lanes;
using FedPG.Options;

namespace FedPG.Control.Policies;

/// <summary>Creates policies over observations from options.</summary>
internal sealed class ControlPolicies
{
    private readonly ControlShape _shape;
    private readonly PolicyOptions _options;
    private readonly double _discount;
    private readonly LaneInstructions _instructions;

    /// <summary>Creates the factory.</summary>
    /// <param name="environments">The environments.</param>
    /// <param name="options">The policy's options.</param>
    /// <param name="isBits">Whether softmax is a tree of bits.</param>
    public ControlPolicies(ControlEnvironments environments, PolicyOptions options, bool isBits)
        : this(environments.Shape, environments.Discount, options, isBits, LaneColumns.Best)
    {
    }

    /// <summary>Creates the factory for some instructions.</summary>
    public ControlPolicies(ControlShape shape, double discount, PolicyOptions options, bool isBits, LaneInstructions instructions) =>
        (_shape, _discount, _options, IsBits, _instructions) = (shape, discount, options, isBits, instructions);

    /// <summary>Whether softmax is a tree of bits.</summary>
    public bool IsBits { get; }

    /// <summary>Creates a policy at θ = 0.</summary>
    /// <exception cref="SpecificationException">The options do not fit the environment.</exception>
    public ControlPolicy Create()
    {
        PolicySize.Require(_shape, _options, IsBits);
        if (_options.Dimensions == ActionDimensions.Separate)
            return new SeparatePolicies(_shape, _discount, _options, IsBits, _instructions).Create();
        return _options.Features switch
        {
            FeatureKind.Linear => Over(new LinearFeatures(_shape)),
            FeatureKind.Polynomial => Over(new PolynomialFeatures(_shape, _options.Polynomial.Degree)),
            FeatureKind.Fourier => Over(new FourierFeatures(_shape, _options.Fourier.Order)),
            FeatureKind.Tiles => Over(new TileFeatures(_shape, _options.Tiles.Tilings, _options.Tiles.Tiles)),
            FeatureKind.OneHot => Over(new OneHotFeatures(_shape)),
            _ => Over(new MlpFeatures(_shape, _options.Mlp.Hidden)),
        };
    }

    private ControlPolicy Over<TFeatures>(TFeatures features)
        where TFeatures : struct, IFeatureKernel
    {
        int count = features.Shape.Count;
        var grid = new ActionGrid(_shape, _options.Bits, _options.Decoding);
        var structure = new PolicyStructure(_options.Dimensions == ActionDimensions.Autoregressive, _options.Floor);
        return _options.Family switch
        {
            ControlPolicyFamily.Gaussian => With(features, Columns(new GaussianKernel(_shape, count, _options.Gaussian))),
            ControlPolicyFamily.Ordinal => With(features, Columns(new LevelKernel(grid, count, structure, isOrdinal: true))),
            ControlPolicyFamily.Flat => With(features, Columns(new FlatKernel(grid, count, structure))),
            _ when IsBits => With(features, new BitKernel(grid, count, _discount, structure)),
            _ => With(features, Columns(new LevelKernel(grid, count, structure, isOrdinal: false))),
        };
    }

    private ControlPolicy With<TFeatures, TKernel>(TFeatures features, TKernel kernel)
        where TFeatures : struct, IFeatureKernel
        where TKernel : struct, IPolicyKernel => LanePolicy.Of(features, kernel, _instructions);

    private static ColumnKernel<TKernel> Columns<TKernel>(TKernel kernel)
        where TKernel : struct, IColumnKernel => new(kernel);
}
