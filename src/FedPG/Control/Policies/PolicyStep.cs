using System.Runtime.CompilerServices;
using FedPG.Kernels.Columns;
using FedPG.Numerics;

namespace FedPG.Control.Policies;

/// <summary>The matrices of one step, [rows][width].</summary>
/// <param name="features">φ, [F].</param>
/// <param name="choices">The choices.</param>
/// <param name="residuals">The residuals.</param>
internal readonly ref struct PolicyStep<T>(LaneMatrix<T> features, LaneMatrix<T> choices, LaneMatrix<T> residuals)
    where T : unmanaged, IReal<T>
{
    /// <summary>φ, [F].</summary>
    public LaneMatrix<T> Features { get; } = features;

    /// <summary>The choices.</summary>
    public LaneMatrix<T> Choices { get; } = choices;

    /// <summary>What the score follows from.</summary>
    public LaneMatrix<T> Residuals { get; } = residuals;

    /// <summary>The number of trajectories.</summary>
    public int Width => Features.Width;
}

/// <summary>Consecutive steps of the same trajectories.</summary>
/// <param name="first">The first step.</param>
/// <param name="count">The number of steps.</param>
/// <param name="trace">The numbers from the features or residuals of a step to those of the next.</param>
/// <param name="choices">The numbers from the choices of a step to those of the next.</param>
internal readonly ref struct PolicySteps<T>(PolicyStep<T> first, int count, int trace, int choices)
    where T : unmanaged, IReal<T>
{
    private readonly PolicyStep<T> _first = first;

    /// <summary>The number of steps.</summary>
    public int Count => count;

    /// <summary>The number of trajectories.</summary>
    public int Width => _first.Width;

    /// <summary>Steps of the same distances from another first one, for the rows of a part of the policy.</summary>
    public PolicySteps<T> From(PolicyStep<T> other) => new(other, count, trace, choices);

    /// <summary>A step.</summary>
    public PolicyStep<T> this[int step]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(
            _first.Features.Shifted((nint)step * trace),
            _first.Choices.Shifted((nint)step * choices),
            _first.Residuals.Shifted((nint)step * trace));
    }
}
