using System.Runtime.InteropServices;
using FedPG.Control.Processes;
using FedPG.Kernels.Columns;
using FedPG.Numerics;
using FedPG.Random;

namespace FedPG.Control.Features;

/// <summary>
/// The last hidden layer of a network with tanh units, and 1. The parameters are layer by layer [units][inputs + 1], the bias last in a
/// row; the inputs of the first layer are the scaled observations. The first weights are uniform on ±√(6 / (inputs + units)) (Glorot and
/// Bengio 2010) and the biases 0: one draw, the same in every run.
/// </summary>
internal readonly struct MlpFeatures : IFeatureKernel
{
    private const ulong Seed = 0;

    private readonly double[] _factors;
    private readonly int[] _layers;
    private readonly double[] _weights;
    private readonly double[] _errors;

    /// <summary>Creates the features.</summary>
    /// <param name="shape">The observations and their scales.</param>
    /// <param name="units">The number of units per hidden layer, at least one layer.</param>
    public MlpFeatures(ControlShape shape, IReadOnlyList<int> units)
    {
        _factors = Scales.Factors(shape);
        _layers = [_factors.Length, .. units];
        int parameters = 0;
        for (int layer = 1; layer < _layers.Length; layer++) parameters += _layers[layer] * (_layers[layer - 1] + 1);
        (_weights, _errors) = (new double[parameters], new double[2 * _layers.Max() * ControlProcess.Block]);
        Shape = new FeatureShape(_factors.Length, _layers[^1] + 1, parameters, _layers.Sum());
    }

    public FeatureShape Shape { get; }

    public void Initialize(Span<double> parameters)
    {
        var random = RandomStreams.For(StreamPurpose.Features, Seed);
        int at = 0;
        for (int layer = 1; layer < _layers.Length; layer++)
        {
            int inputs = _layers[layer - 1];
            double bound = Math.Sqrt(6.0 / (inputs + _layers[layer]));
            for (int unit = 0; unit < _layers[layer]; unit++)
            {
                for (int i = 0; i < inputs; i++) parameters[at++] = bound * (2 * random.NextDouble() - 1);
                parameters[at++] = 0;
            }
        }
    }

    public void SetParameters(ReadOnlySpan<double> parameters) => parameters.CopyTo(_weights);

    public void Compute<T>(ReadOnlySpan<T> observation, Span<T> features, Span<T> hidden)
        where T : unmanaged, IReal<T>
    {
        for (int i = 0; i < observation.Length; i++) hidden[i] = observation[i] * _factors[i];
        int weights = 0, from = 0;
        for (int layer = 1; layer < _layers.Length; layer++)
        {
            int inputs = _layers[layer - 1], to = from + inputs;
            for (int unit = 0; unit < _layers[layer]; unit++, weights += inputs + 1)
            {
                T sum = _weights[weights + inputs];
                for (int i = 0; i < inputs; i++) sum += _weights[weights + i] * hidden[from + i];
                hidden[to + unit] = Elementary.Tanh(sum);
            }

            from = to;
        }

        hidden[from..].CopyTo(features);
        features[^1] = 1;
    }

    public void AddScore<T>(ReadOnlySpan<T> hidden, ReadOnlySpan<T> gradient, LaneSums<T> sums)
        where T : unmanaged, IReal<T>
    {
        var both = MemoryMarshal.Cast<double, T>(_errors.AsSpan());
        Span<T> errors = both[..(both.Length / 2)], below = both[(both.Length / 2)..];
        gradient[..^1].CopyTo(errors);
        int to = hidden.Length - _layers[^1], end = _weights.Length;
        for (int layer = _layers.Length - 1; layer > 0; layer--)
        {
            int inputs = _layers[layer - 1], from = to - inputs, weights = end - _layers[layer] * (inputs + 1);
            below[..inputs].Clear();
            for (int unit = 0; unit < _layers[layer]; unit++)
            {
                int row = weights + unit * (inputs + 1);
                T output = hidden[to + unit], error = errors[unit] * (1 - output * output);
                for (int i = 0; i < inputs; i++)
                {
                    sums.Add(row + i, error * hidden[from + i]);
                    below[i] += error * _weights[row + i];
                }

                sums.Add(row + inputs, error);
            }

            below[..inputs].CopyTo(errors);
            (to, end) = (from, weights);
        }
    }
}
