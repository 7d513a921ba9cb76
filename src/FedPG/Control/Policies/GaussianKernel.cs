using System.Collections.Immutable;
using FedPG.Control.Processes;
using FedPG.Kernels.Columns;
using FedPG.Numerics;
using FedPG.Options;

namespace FedPG.Control.Policies;

/// <summary>
/// Independent normal distributions with linear means and one log σ per dimension: θ is [d][F] means, then [d] log σ. The executed
/// action is the drawn one clipped to the box; the density is that of the drawn one. The entropy bonus uses log π.
/// </summary>
internal readonly struct GaussianKernel : IColumnKernel
{
    private const double HalfLogTwoPi = 0.91893853320467274178;

    private readonly int _features;
    private readonly GaussianOptions _options;
    private readonly ImmutableArray<double> _scales;
    private readonly double[] _low;
    private readonly double[] _high;
    private readonly double[] _means;
    private readonly double[] _logSigma;
    private readonly double[] _sigma;

    /// <summary>Creates the kernel.</summary>
    /// <param name="shape">The action box.</param>
    /// <param name="features">F.</param>
    /// <param name="options">The first σ, and whether it is learned.</param>
    public GaussianKernel(ControlShape shape, int features, GaussianOptions options)
    {
        int dimensions = shape.ActionDimension;
        (_features, _options, _scales) = (features, options, shape.ObservationScale);
        (_low, _high) = ([.. shape.ActionLow], [.. shape.ActionHigh]);
        (_means, _logSigma, _sigma) = (new double[dimensions * features], new double[dimensions], new double[dimensions]);
        int parameters = dimensions * (features + 1);
        Shape = new PolicyShape(features, dimensions, parameters, Normals.Draws(dimensions), dimensions, 2 * dimensions, parameters);
    }

    public PolicyShape Shape { get; }

    public void Initialize(Span<double> parameters)
    {
        parameters[_means.Length..].Fill(Elementary.Log(_options.Sigma));
        for (int i = 0; i < _options.Gain.Length; i++)
        {
            // A feature is the observed variable over its scale.
            var row = parameters.Slice(i * _features, _features);
            for (int j = 0; j < _options.Gain[i].Length; j++) row[j] = _options.Gain[i][j] * (_scales.IsEmpty ? 1 : _scales[j]);
        }
    }

    public void SetParameters(ReadOnlySpan<double> parameters)
    {
        parameters[.._means.Length].CopyTo(_means);
        parameters[_means.Length..].CopyTo(_logSigma);
        for (int i = 0; i < _sigma.Length; i++) _sigma[i] = Elementary.Exp(_logSigma[i]);
    }

    public PolicyRating<T> Choose<T>(ReadOnlySpan<T> features, ReadOnlySpan<T> uniforms, Span<T> choices, Span<T> residuals)
        where T : unmanaged, IReal<T>
    {
        // The normal numbers wait in the residuals; from the last dimension on, none is overwritten before it is read.
        if (!uniforms.IsEmpty) Normals.Fill(uniforms, residuals);
        T log = 0;
        for (int i = choices.Length - 1; i >= 0; i--)
        {
            T mean = Dense.Product<T>(_means.AsSpan(i * _features), features);
            if (!uniforms.IsEmpty) choices[i] = mean + _sigma[i] * residuals[i];
            T deviation = (choices[i] - mean) / _sigma[i];
            residuals[2 * i] = deviation / _sigma[i];
            residuals[2 * i + 1] = _options.LearnSigma ? deviation * deviation - 1 : 0;
            log += -0.5 * deviation * deviation - (_logSigma[i] + HalfLogTwoPi);
        }

        return new PolicyRating<T>(log, log);
    }

    public void Act<T>(ReadOnlySpan<T> choices, Span<T> actions)
        where T : unmanaged, IReal<T>
    {
        for (int i = 0; i < actions.Length; i++) actions[i] = Real.Clamp<T>(choices[i], _low[i], _high[i]);
    }

    public void AddScore<T>(
        ReadOnlySpan<T> features, ReadOnlySpan<T> choices, ReadOnlySpan<T> residuals, T credit, LaneSums<T> sums)
        where T : unmanaged, IReal<T>
    {
        for (int i = 0; i < choices.Length; i++)
        {
            sums.Add(i * _features, credit * residuals[2 * i], features);
            sums.Add(_means.Length + i, credit * residuals[2 * i + 1]);
        }
    }

    public void AddFeatureScore<T>(
        ReadOnlySpan<T> features, ReadOnlySpan<T> choices, ReadOnlySpan<T> residuals, T credit, Span<T> gradient)
        where T : unmanaged, IReal<T>
    {
        for (int i = 0; i < choices.Length; i++) Dense.Add(gradient, credit * residuals[2 * i], _means.AsSpan(i * _features));
    }

    public void Expand(ReadOnlySpan<double> sums, Span<double> gradient) => sums.CopyTo(gradient);
}
