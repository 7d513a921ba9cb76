using FedPG.Control.Processes;
using FedPG.Numerics;

namespace FedPG.Control.Features;

/// <summary>
/// Tile coding (Sutton and Barto, section 9.5.4): several grids over the observation, scaled and clipped to [−1, 1], each moved by a
/// fraction of a tile; a feature is 1 in its tile and 0 elsewhere.
/// </summary>
internal readonly struct TileFeatures : IFeatureKernel
{
    private readonly double[] _factors;
    private readonly int _tilings;
    private readonly int _tiles;
    private readonly int _tilesPerTiling;

    /// <summary>Creates the features.</summary>
    /// <param name="shape">The observations and their scales.</param>
    /// <param name="tilings">The number of grids.</param>
    /// <param name="tiles">The number of tiles per variable that cover [−1, 1]; a moved grid has one more.</param>
    public TileFeatures(ControlShape shape, int tilings, int tiles)
    {
        (_factors, _tilings, _tiles) = (Scales.Factors(shape), tilings, tiles);
        _tilesPerTiling = checked((int)Math.Pow(tiles + 1, _factors.Length));
        Shape = new FeatureShape(_factors.Length, checked(tilings * _tilesPerTiling));
    }

    public FeatureShape Shape { get; }

    public void Compute<T>(ReadOnlySpan<T> observation, Span<T> features, Span<T> hidden)
        where T : unmanaged, IReal<T>
    {
        for (int tiling = 0; tiling < _tilings; tiling++)
        {
            T tile = 0;
            for (int i = 0; i < _factors.Length; i++)
            {
                // The grids move by odd multiples of a fraction of a tile, which spreads them better than equal ones.
                double offset = tiling * (2 * i + 1) % _tilings / (double)_tilings;
                T x = 0.5 + 0.5 * Real.Clamp<T>(observation[i] * _factors[i], -1, 1);
                tile = tile * (_tiles + 1) + Real.Min<T>(Real.Floor(x * _tiles + offset), _tiles);
            }

            var own = features.Slice(tiling * _tilesPerTiling, _tilesPerTiling);
            for (int f = 0; f < own.Length; f++) own[f] = T.IfLess(Real.Abs(tile - f), 0.5, 1, 0);
        }
    }
}
