using System.Runtime.CompilerServices;
using FedPG.Numerics;

namespace FedPG.Control.Processes;

internal static class Angles
{
    /// <summary>The angle in [−π, π], up to rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Wrap<T>(T angle)
        where T : unmanaged, IReal<T> => angle - Math.Tau * Real.Round(angle * (1 / Math.Tau));
}
