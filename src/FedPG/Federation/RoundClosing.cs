using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Participation;

namespace FedPG.Federation;

/// <summary>The server's side of a round: θ̄ from the root of the tree, and θ_{r+1} = T_τ(θ̄).</summary>
/// <param name="seed">The run's seed.</param>
/// <param name="algorithm">The algorithm, which defines the server's step.</param>
/// <param name="aggregator">The aggregator, which computes θ̄ from the root.</param>
public sealed class RoundClosing(long seed, IFederatedAlgorithm algorithm, IAggregator aggregator)
{
    /// <summary>Computes the outcome of a round; without updates the parameters do not change.</summary>
    /// <param name="attendance">Who took part.</param>
    /// <param name="parameters">θ_r.</param>
    /// <param name="root">The aggregate of the round's updates. Its array may be changed.</param>
    /// <param name="refused">The agents whose updates were refused, in order.</param>
    public RoundOutcome Close(
        RoundAttendance attendance, ImmutableArray<double> parameters, in PartialAggregate root, ImmutableArray<int> refused)
    {
        ArgumentNullException.ThrowIfNull(attendance);
        var tally = attendance.Tally with { Refused = refused.Length };
        var outcome = new RoundOutcome(attendance.Round, parameters, root.Updates, default, tally)
        {
            Refused = refused,
            OldestPending = attendance.OldestPending,
        };
        if (root.Updates == 0) return outcome;
        double[] average = aggregator.Complete(root, new AggregationRound(seed, attendance.Round, parameters));
        double drift = Drift.Of(average, parameters.AsSpan(), root);
        var moved = algorithm.Improve(average);
        return outcome with { Parameters = ImmutableCollectionsMarshal.AsImmutableArray(average), Moved = moved, Drift = drift };
    }
}
