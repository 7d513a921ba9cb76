using System.Diagnostics;
using FedPG.Actors.Training;
using FedPG.Federation;

namespace FedPG.Actors.Telemetry;

/// <summary>
/// The measurements and activities of one run, made by its server. Without a listener a round costs a few comparisons and no allocation.
/// </summary>
internal sealed class RunTelemetry
{
    private static readonly ActivitySource s_source = new(FederationTelemetry.Name);

    private readonly KeyValuePair<string, object?> _algorithm;
    private readonly Activity? _run;
    private long _began;
    private int _round;

    /// <summary>Begins a run.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="caller">The activity that started the run; default = none.</param>
    public RunTelemetry(FederationPlan plan, ActivityContext caller)
    {
        var specification = plan.Specification;
        _algorithm = FederationMeter.AlgorithmTag(specification.Algorithm);
        Tags = [_algorithm, new("fedpg.run", plan.Run.ToString())];
        LocalEdges = plan.Registry is null ? plan.Layout.EdgeCount : 0;
        LiveFederations.Runs[this] = 0;
        if (!s_source.HasListeners()) return;
        var earlier = Activity.Current;
        _run = s_source.StartActivity(
            "fedpg.run",
            ActivityKind.Internal,
            caller,
            [
                .. Tags,
                new("fedpg.agents", specification.Agents),
                new("fedpg.rounds", specification.Rounds),
                new("fedpg.seed", specification.Seed),
            ]);

        // The run outlives this message: what the thread does next does not belong to it.
        Activity.Current = earlier;
    }

    /// <summary>The last completed round.</summary>
    public int Round => Volatile.Read(ref _round);

    /// <summary>The run's algorithm and number.</summary>
    public KeyValuePair<string, object?>[] Tags { get; }

    /// <summary>The run's edges in this process; 0 if the nodes of a cluster have them.</summary>
    public int LocalEdges { get; }

    /// <summary>A round begins.</summary>
    public void Begin() => _began = FederationMeter.RoundDuration.Enabled || _run is not null ? Stopwatch.GetTimestamp() : 0;

    /// <summary>A round is complete.</summary>
    public void End(RoundOutcome outcome, RoundRepairs repairs)
    {
        Volatile.Write(ref _round, outcome.Round);
        FederationMeter.Rounds.Add(1, _algorithm);
        FederationMeter.Participants.Record(outcome.Participants, _algorithm);
        if (repairs != default) Count(repairs);
        if (_began == 0) return;
        var duration = Stopwatch.GetElapsedTime(_began);
        FederationMeter.RoundDuration.Record(duration.TotalSeconds, _algorithm);
        if (_run is not null) Trace(outcome, duration);
    }

    /// <summary>The run has failed.</summary>
    public void Fail(Exception reason) => _run?.SetStatus(ActivityStatusCode.Error, reason.Message);

    /// <summary>Ends the run.</summary>
    public void Stop()
    {
        LiveFederations.Runs.TryRemove(this, out _);
        if (_run is null) return;
        var earlier = Activity.Current;
        _run.SetTag("fedpg.run.round", Round).Dispose();
        Activity.Current = earlier;
    }

    private void Trace(RoundOutcome outcome, TimeSpan duration)
    {
        using var round = s_source.StartActivity(
            "fedpg.round", ActivityKind.Internal, _run!.Context, startTime: DateTimeOffset.UtcNow - duration);
        round?.SetTag("fedpg.round", outcome.Round).SetTag("fedpg.participants", outcome.Participants);
    }

    private void Count(RoundRepairs repairs)
    {
        Count(repairs.AskedAgain, "asked-again");
        Count(repairs.Duplicated, "duplicated");
        Count(repairs.Outdated, "outdated");
        Count(repairs.Foreign, "foreign");
    }

    private void Count(int repairs, string kind)
    {
        if (repairs > 0) FederationMeter.Repairs.Add(repairs, _algorithm, FederationMeter.RepairTag(kind));
    }
}
