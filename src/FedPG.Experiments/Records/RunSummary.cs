using System.Collections.Immutable;
using FedPG.Experiments.Specification;

namespace FedPG.Experiments.Records;

/// <summary>How a run ended: one object of <c>runs</c> in <c>summary.json</c>, one row of <c>summary.csv</c>.</summary>
public sealed record RunSummary
{
    /// <summary>How the notice of a run begins that could not go on.</summary>
    public const string FailureNotice = "failed: ";

    /// <summary>The run's name and, under the experiment's folder, the run's own folder.</summary>
    public required string Run { get; init; }

    /// <summary>The alternative it belongs to; the runs of one variant differ in their seed alone.</summary>
    public required string Variant { get; init; }

    /// <summary>The algorithm's name.</summary>
    public required string Algorithm { get; init; }

    /// <summary>The run's seed.</summary>
    public required long Seed { get; init; }

    /// <summary>How many rounds have been run.</summary>
    public required int Rounds { get; init; }

    /// <summary>False if the run ended before its last round.</summary>
    public bool Completed { get; init; } = true;

    /// <summary>J after the last round; not finite if the run diverged.</summary>
    public required double Objective { get; init; }

    /// <summary>J plus the entropy bonus.</summary>
    public double RegularizedObjective { get; init; } = double.NaN;

    /// <summary>Mean value of each agent's policy in its own environment.</summary>
    public double OwnObjective { get; init; } = double.NaN;

    /// <summary>Best stationary value − objective: negative for a policy better than every stationary one found.</summary>
    public double? GapToBestStationary { get; init; }

    /// <summary>Best deterministic value − objective.</summary>
    public double? GapToBestDeterministic { get; init; }

    /// <summary>Environment steps simulated.</summary>
    public required long EnvironmentSteps { get; init; }

    /// <summary>Wall-clock seconds.</summary>
    public required double ElapsedSeconds { get; init; }

    /// <summary>Environment steps per wall-clock second.</summary>
    public required double EnvironmentStepsPerSecond { get; init; }

    /// <summary>Probabilities the improvement operator raised, over all rounds.</summary>
    public long RaisedProbabilities { get; init; }

    /// <summary>Probability mass it moved, over all rounds.</summary>
    public double MassMoved { get; init; }

    /// <summary>The policy's period K.</summary>
    public int Period { get; init; } = 1;

    /// <summary>M: how many agents; 0 if the file does not say.</summary>
    public int Agents { get; init; }

    /// <summary>The environment, e.g. <c>challenging-mdp</c> or <c>synthetic epsilon-p=0.3</c>.</summary>
    public string Environment { get; init; } = "";

    /// <summary>The point of the sweep, in the order of its axes; empty without a sweep.</summary>
    public ImmutableArray<SweepValue> Sweep { get; init; } = [];

    /// <summary>What a reader of the result should know, a sentence each.</summary>
    public ImmutableArray<string> Notices { get; init; } = [];

    /// <summary>What the objective can be compared with.</summary>
    public ReferenceSummary ReferenceValues { get; init; } = new();
}
