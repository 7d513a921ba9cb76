using System.Collections.Immutable;
using FedPG.Experiments.Specification;

namespace FedPG.Experiments.Records;

/// <summary>The result of a run: one object of <c>runs</c> in <c>summary.json</c>, one row of <c>summary.csv</c>.</summary>
public sealed record RunSummary
{
    /// <summary>The prefix of a failed run's notice.</summary>
    public const string FailureNotice = "failed: ";

    /// <summary>The run's name, which is also the name of its folder inside the experiment's folder.</summary>
    public required string Run { get; init; }

    /// <summary>The variant with its point of the sweep; the runs of one variant differ only in their seed.</summary>
    public required string Variant { get; init; }

    /// <summary>The algorithm's name.</summary>
    public required string Algorithm { get; init; }

    /// <summary>The run's seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The number of rounds run.</summary>
    public required int Rounds { get; init; }

    /// <summary>False if the run ended before its last round.</summary>
    public bool Completed { get; init; } = true;

    /// <summary>J after the last round; not finite if the run diverged.</summary>
    public required double Objective { get; init; }

    /// <summary>J plus the entropy bonus.</summary>
    public double RegularizedObjective { get; init; } = double.NaN;

    /// <summary>The mean over agents of the value of each agent's policy in its own environment.</summary>
    public double OwnObjective { get; init; } = double.NaN;

    /// <summary>The largest objective of a scored round; null if the file does not have it.</summary>
    public double? BestObjective { get; init; }

    /// <summary>The earliest round with that objective; null if the file does not have it.</summary>
    public int? BestRound { get; init; }

    /// <summary>Best stationary value − objective: negative for a policy that is better than every stationary one found.</summary>
    public double? GapToBestStationary { get; init; }

    /// <summary>Best deterministic value − objective.</summary>
    public double? GapToBestDeterministic { get; init; }

    /// <summary>Best common linear value − objective.</summary>
    public double? GapToBestCommonLinear { get; init; }

    /// <summary>The standard error of <see cref="Objective"/>; null if that is exact, as are the next four.</summary>
    public double? ObjectiveStandardError { get; init; }

    /// <summary>The mean undiscounted return of the last policy.</summary>
    public double? UndiscountedReturn { get; init; }

    /// <summary>The standard error of <see cref="UndiscountedReturn"/>.</summary>
    public double? ReturnStandardError { get; init; }

    /// <summary>The mean length of a trajectory of the last policy in steps.</summary>
    public double? EpisodeLength { get; init; }

    /// <summary>The fraction of its trajectories that ended before the horizon.</summary>
    public double? EndedFraction { get; init; }

    /// <summary>The sampling budget used, in environment steps; fewer were taken where trajectories ended early.</summary>
    public required long EnvironmentSteps { get; init; }

    /// <summary>Wall-clock seconds.</summary>
    public required double ElapsedSeconds { get; init; }

    /// <summary>Environment steps per wall-clock second.</summary>
    public required double EnvironmentStepsPerSecond { get; init; }

    /// <summary>The number of probabilities that the improvement operator raised, over all rounds.</summary>
    public long RaisedProbabilities { get; init; }

    /// <summary>The probability mass that the improvement operator moved, over all rounds.</summary>
    public double MassMoved { get; init; }

    /// <summary>The policy's period K.</summary>
    public int Period { get; init; } = 1;

    /// <summary>M, the number of agents; 0 if the file does not have it.</summary>
    public int Agents { get; init; }

    /// <summary>The environment, e.g. <c>challenging-mdp</c> or <c>synthetic epsilon-p=0.3</c>.</summary>
    public string Environment { get; init; } = "";

    /// <summary>The point of the sweep, in the order of its axes; empty without a sweep.</summary>
    public ImmutableArray<SweepValue> Sweep { get; init; } = [];

    /// <summary>Remarks about the result, one sentence each.</summary>
    public ImmutableArray<string> Notices { get; init; } = [];

    /// <summary>The values to compare the objective with.</summary>
    public ReferenceSummary ReferenceValues { get; init; } = new();
}
