using FedPG.Kernels.Linear;

namespace FedPG.Federation;

/// <summary>Decides which updates may be averaged: a single NaN would spread to all parameters.</summary>
internal static class UpdateCheck
{
    /// <summary>Whether an update has the right length and all of its numbers are finite.</summary>
    /// <param name="update">The update.</param>
    /// <param name="length">The number of parameters.</param>
    public static bool IsSound(ReadOnlySpan<double> update, int length)
    {
        if (update.Length != length) return false;

        // A sum is finite only if no term is NaN or infinite. A sum that overflowed is checked term by term.
        if (double.IsFinite(FixedOrder.Sum(update))) return true;
        foreach (double value in update)
        {
            if (!double.IsFinite(value)) return false;
        }

        return true;
    }

    /// <summary>
    /// Whether an update is sound, with the squared distance of its θ^c from the round's broadcast.
    /// </summary>
    /// <param name="update">The update, which begins with θ^c.</param>
    /// <param name="length">The length that the update must have, at least that of θ.</param>
    /// <param name="parameters">θ_r of the round in which the update counts.</param>
    /// <param name="squaredDistance">‖θ^c − θ_r‖²; 0 if the update is not sound.</param>
    public static bool IsSound(
        ReadOnlySpan<double> update, int length, ReadOnlySpan<double> parameters, out double squaredDistance)
    {
        squaredDistance = 0;
        if (update.Length != length) return false;
        var rest = update[parameters.Length..];
        return IsSound(rest, rest.Length) && IsSound(update[..parameters.Length], parameters, out squaredDistance);
    }

    /// <summary>
    /// Whether an update is sound, with its squared distance from the round's broadcast: one pass over the update gives both.
    /// </summary>
    /// <param name="update">θ^c, flat.</param>
    /// <param name="broadcast">θ_r of the round in which the update counts, flat.</param>
    /// <param name="squaredDistance">‖θ^c − θ_r‖²; 0 if the update is not sound.</param>
    public static bool IsSound(ReadOnlySpan<double> update, ReadOnlySpan<double> broadcast, out double squaredDistance)
    {
        squaredDistance = 0;
        if (update.Length != broadcast.Length) return false;
        double distance = FixedOrder.SquaredDistance(update, broadcast);
        if (!double.IsFinite(distance) && !IsSound(update, broadcast.Length)) return false;
        squaredDistance = distance;
        return true;
    }
}
