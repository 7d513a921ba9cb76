using FedPG.Numerics;

namespace FedPG.Control.Processes;

/// <summary>
/// Independent servos on positions 0 … 10. An action in [−4, 3], rounded to an integer, moves its servo so far, within the range; with
/// probability <paramref name="Slip"/> the servo stays. The reward is the mean over the dimensions of −((x' − target)/5)² −
/// 0.01 (move/4)²; the first position is uniform. Because the dimensions are independent, values and gradients per dimension do not
/// depend on their number, while the noise of samples does.
/// </summary>
/// <param name="Dimensions">d: the number of servos.</param>
/// <param name="Slip">The probability that a servo stays.</param>
/// <param name="Target">The best position.</param>
/// <param name="IsReversed">Whether the actuator is reversed: the action a moves by −1 − a, which is in [−4, 3] too.</param>
internal readonly record struct ProductServo(int Dimensions, double Slip, double Target, bool IsReversed) : IDynamics
{
    /// <summary>The number of positions of a servo.</summary>
    public const int Positions = 11;

    /// <summary>The smallest move.</summary>
    public const int LowMove = -4;

    /// <summary>The largest move.</summary>
    public const int HighMove = 3;

    /// <summary>A miss of so many positions has the reward −1.</summary>
    public const double Scale = 5;

    /// <summary>The cost of a squared move.</summary>
    public const double Effort = 0.01 / 16;

    public static bool IsStateObserved => true;

    public ControlShape Shape => new()
    {
        Name = "product-servo",
        StateDimension = Dimensions,
        ActionLow = ControlShape.Repeat(LowMove, Dimensions),
        ActionHigh = ControlShape.Repeat(HighMove, Dimensions),
        ResetDraws = Dimensions,
        StepDraws = Dimensions,
        ObservationScale = ControlShape.Repeat(Positions - 1, Dimensions),
        ObservationLevels = [.. Enumerable.Repeat(Positions, Dimensions)],
        Discount = 0.9,
    };

    public void Reset<T>(ReadOnlySpan<T> uniforms, Span<T> state)
        where T : unmanaged, IReal<T>
    {
        for (int i = 0; i < state.Length; i++) state[i] = Real.Floor(Positions * uniforms[i]);
    }

    public void Observe<T>(ReadOnlySpan<T> state, Span<T> observation)
        where T : unmanaged, IReal<T> => state.CopyTo(observation);

    public (T Reward, T Ended) Step<T>(ReadOnlySpan<T> state, ReadOnlySpan<T> action, ReadOnlySpan<T> uniforms, Span<T> next)
        where T : unmanaged, IReal<T>
    {
        T sum = 0;
        for (int i = 0; i < state.Length; i++)
        {
            T move = Real.Round(Real.Clamp<T>(action[i], LowMove, HighMove));
            if (IsReversed) move = -1 - move;
            T moved = Real.Clamp<T>(state[i] + move, 0, Positions - 1);
            next[i] = T.IfLess(uniforms[i], Slip, state[i], moved);
            T miss = (next[i] - Target) * (1 / Scale);
            sum -= miss * miss + Effort * move * move;
        }

        return (sum * (1.0 / Dimensions), 0);
    }
}
