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
        (_shape, _discount, Options, IsBits, _instructions) = (shape, discount, options, isBits, instructions);

    /// <summary>The policy's options.</summary>
    public PolicyOptions Options { get; }

    /// <summary>Whether softmax is a tree of bits.</summary>
    public bool IsBits { get; }

    /// <summary>Whether each action dimension is a policy of its own, with a share of θ, that sees one observed variable.</summary>
    public bool AreSeparate => Options.Dimensions == ActionDimensions.Separate
        || (_shape.ActionDimension == 1 && _shape.ObservationDimension == 1);

    /// <summary>Creates a policy at θ = 0.</summary>
    /// <exception cref="SpecificationException">The options do not fit the environment.</exception>
    public ControlPolicy Create()
    {
        PolicySize.Require(_shape, Options, IsBits);
        if (Options.Dimensions == ActionDimensions.Separate)
            return new SeparatePolicies(_shape, _discount, Options, IsBits, _instructions).Create();
        return Options.Features switch
        {
            FeatureKind.Linear => Over(new LinearFeatures(_shape)),
            FeatureKind.Polynomial => Over(new PolynomialFeatures(_shape, Options.Polynomial.Degree)),
            FeatureKind.Fourier => Over(new FourierFeatures(_shape, Options.Fourier.Order)),
            FeatureKind.Tiles => Over(new TileFeatures(_shape, Options.Tiles.Tilings, Options.Tiles.Tiles)),
            FeatureKind.OneHot => Over(new OneHotFeatures(_shape)),
            _ => Over(new MlpFeatures(_shape, Options.Mlp.Hidden)),
        };
    }

    /// <summary>Creates the policy of one dimension where <see cref="AreSeparate"/>; its θ is that dimension's share.</summary>
    /// <param name="dimension">The dimension, from 0.</param>
    public ControlPolicy CreateOne(int dimension) => Options.Dimensions == ActionDimensions.Separate
        ? new SeparatePolicies(_shape, _discount, Options, IsBits, _instructions).Create(dimension)
        : Create();

    private ControlPolicy Over<TFeatures>(TFeatures features)
        where TFeatures : struct, IFeatureKernel
    {
        int count = features.Shape.Count;
        var grid = new ActionGrid(_shape, Options.Bits, Options.Decoding);
        var structure = new PolicyStructure(Options.Dimensions == ActionDimensions.Autoregressive, Options.Floor);
        return Options.Family switch
        {
            ControlPolicyFamily.Gaussian => With(features, Columns(new GaussianKernel(_shape, count, Options.Gaussian))),
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
