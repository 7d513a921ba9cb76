using System.Collections.Immutable;
using FedPG.Control.Processes;
using FedPG.Numerics;
using FedPG.Options;

namespace FedPG.Control.Policies;

/// <summary>The 2^b values that a discrete policy can give each action dimension.</summary>
internal sealed class ActionGrid
{
    /// <summary>The most bits per dimension.</summary>
    public const int MostBits = 16;

    private readonly ActionDecoding _decoding;
    private readonly ImmutableArray<double> _low;
    private readonly ImmutableArray<double> _step;

    /// <summary>Creates the grid of an action box.</summary>
    /// <param name="shape">The box.</param>
    /// <param name="bits">b, from 1 to <see cref="MostBits"/>.</param>
    /// <param name="decoding">How a level becomes an action.</param>
    public ActionGrid(ControlShape shape, int bits, ActionDecoding decoding)
    {
        (Bits, _decoding) = (bits, decoding);
        double intervals = decoding == ActionDecoding.Midpoints ? Levels : Levels - 1;
        _step = [.. shape.ActionLow.Zip(shape.ActionHigh, (low, high) => (high - low) / intervals)];
        _low = decoding == ActionDecoding.Midpoints ? [.. shape.ActionLow.Zip(_step, (low, step) => low + step / 2)] : shape.ActionLow;
    }

    /// <summary>d.</summary>
    public int Dimensions => _low.Length;

    /// <summary>b: bits per dimension.</summary>
    public int Bits { get; }

    /// <summary>2^b.</summary>
    public int Levels => 1 << Bits;

    /// <summary>Δ: the distance of neighbouring values of the first dimension.</summary>
    public double Step => _step[0];

    /// <summary>The action of a level of one dimension.</summary>
    public T Action<T>(int dimension, T level)
        where T : unmanaged, IReal<T> => _low[dimension] + Index(level) * _step[dimension];

    /// <summary>The value of a dimension's levels next to an action.</summary>
    public double Nearest(int dimension, double action)
    {
        double place = Math.Round((action - _low[dimension]) / _step[dimension]);
        return _low[dimension] + Math.Clamp(place, 0, Levels - 1) * _step[dimension];
    }

    /// <summary>The level's place on the grid, mapped to [−1, 1]: what later dimensions of an autoregressive policy see.</summary>
    public T Centred<T>(T level)
        where T : unmanaged, IReal<T> => Index(level) * (2.0 / (Levels - 1)) - 1;

    /// <summary>The actions of levels.</summary>
    /// <param name="levels">[d].</param>
    /// <param name="actions">[d].</param>
    public void Act<T>(ReadOnlySpan<T> levels, Span<T> actions)
        where T : unmanaged, IReal<T>
    {
        for (int i = 0; i < actions.Length; i++) actions[i] = Action(i, levels[i]);
    }

    private T Index<T>(T level)
        where T : unmanaged, IReal<T> => _decoding == ActionDecoding.Gray ? FromGray(level) : level;

    /// <summary>The number whose reflected Gray code is the argument.</summary>
    private static T FromGray<T>(T code)
        where T : unmanaged, IReal<T>
    {
        T number = Real.Bits(code);
        for (int shift = 1; shift < MostBits; shift <<= 1) number ^= T.ShiftRight(number, shift);
        return Real.FromBits(number);
    }
}
