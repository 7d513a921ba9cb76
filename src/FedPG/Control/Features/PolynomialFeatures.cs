using FedPG.Control.Processes;
using FedPG.Numerics;

namespace FedPG.Control.Features;

/// <summary>All monomials of the scaled observed variables up to a degree; 1 is the last.</summary>
internal readonly struct PolynomialFeatures : IFeatureKernel
{
    private readonly double[] _factors;

    // A monomial is the product of an earlier one and a variable: 1 is the product of none, written −1.
    private readonly (int Earlier, int Variable)[] _products;

    /// <summary>Creates the features.</summary>
    /// <param name="shape">The observations and their scales.</param>
    /// <param name="degree">The largest degree, at least 1.</param>
    public PolynomialFeatures(ControlShape shape, int degree)
    {
        _factors = Scales.Factors(shape);
        var products = new List<(int, int)>();
        int before = 0;
        for (int power = 1; power <= degree; power++)
        {
            int from = before;
            before = products.Count;
            for (int earlier = power == 1 ? -1 : from; earlier < (power == 1 ? 0 : before); earlier++)
            {
                int least = earlier < 0 ? 0 : products[earlier].Item2;
                for (int variable = least; variable < _factors.Length; variable++) products.Add((earlier, variable));
            }
        }

        _products = [.. products];
        Shape = new FeatureShape(_factors.Length, _products.Length + 1);
    }

    public FeatureShape Shape { get; }

    public void Compute<T>(ReadOnlySpan<T> observation, Span<T> features, Span<T> hidden)
        where T : unmanaged, IReal<T>
    {
        for (int i = 0; i < _products.Length; i++)
        {
            var (earlier, variable) = _products[i];
            T scaled = observation[variable] * _factors[variable];
            features[i] = earlier < 0 ? scaled : features[earlier] * scaled;
        }

        features[^1] = 1;
    }
}
