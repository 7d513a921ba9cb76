using System.Diagnostics.Metrics;

namespace FedPG.Actors.Telemetry;

/// <summary>
/// The instruments of federations, by OpenTelemetry's conventions for names and units. Counters have the algorithm as their only tag: the
/// series of a tag with the run would grow without limit in a process that trains for months.
/// </summary>
internal static class FederationMeter
{
    private static readonly Meter s_meter = new(
        FederationTelemetry.Name, typeof(FederationMeter).Assembly.GetName().Version?.ToString(fieldCount: 3));

    /// <summary>Rounds of the runs whose server is in this process.</summary>
    public static readonly Counter<long> Rounds = s_meter.CreateCounter<long>(
        "fedpg.rounds", "{round}", "Rounds that were completed by servers in this process.");

    /// <summary>The time from a round's broadcast to its aggregate.</summary>
    public static readonly Histogram<double> RoundDuration = s_meter.CreateHistogram<double>(
        "fedpg.round.duration", "s", "Time from the broadcast of a round to its aggregate.", tags: null,
        new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.0001, 0.00025, 0.001, 0.0025, 0.01, 0.025, 0.1, 0.25, 1, 2.5, 10, 30, 60, 300],
        });

    /// <summary>The trainings averaged in a round.</summary>
    public static readonly Histogram<int> Participants = s_meter.CreateHistogram<int>(
        "fedpg.round.participants", "{agent}", "Local trainings that were averaged in a round.", tags: null,
        new InstrumentAdvice<int> { HistogramBucketBoundaries = [0, 1, 3, 10, 30, 100, 300, 1000, 10_000, 100_000, 1_000_000] });

    /// <summary>Requests that were repeated and messages that were refused, by <see cref="RepairTag"/>.</summary>
    public static readonly Counter<long> Repairs = s_meter.CreateCounter<long>(
        "fedpg.repairs", "{repair}", "Repeated requests and refused messages, by kind; they never change a result.");

    /// <summary>Local trainings by agents in this process.</summary>
    public static readonly Counter<long> Trainings = s_meter.CreateCounter<long>(
        "fedpg.trainings", "{training}", "Local trainings of agents in this process that a node has accepted.");

    /// <summary>Local steps of these trainings.</summary>
    public static readonly Counter<long> LocalSteps = s_meter.CreateCounter<long>(
        "fedpg.local_steps", "{step}", "Steps of local training by agents in this process: trainings times local.steps.");

    /// <summary>Checkpoints that were committed to a database.</summary>
    public static readonly Counter<long> Checkpoints = s_meter.CreateCounter<long>(
        "fedpg.checkpoints", "{checkpoint}", "Checkpoints that were committed to a database.");

    static FederationMeter()
    {
        s_meter.CreateObservableUpDownCounter(
            "fedpg.runs", () => LiveFederations.Runs.Count, "{run}", "Runs that are active now, with a server in this process.");
        s_meter.CreateObservableGauge(
            "fedpg.run.round", LiveFederations.Rounds, "{round}", "The last completed round of each active run.");
        s_meter.CreateObservableUpDownCounter(
            "fedpg.nodes", LiveFederations.Nodes, "{node}", "Nodes of the cluster whose server is in this process, by reachability.");
        s_meter.CreateObservableUpDownCounter(
            "fedpg.edges", LiveFederations.Edges, "{edge}", "Edges of the active runs, by the node that trains their agents.");
    }

    /// <summary>The tag of an algorithm's counters.</summary>
    public static KeyValuePair<string, object?> AlgorithmTag(string name) => new("fedpg.algorithm", name);

    /// <summary>The tag of a kind of repair.</summary>
    public static KeyValuePair<string, object?> RepairTag(string kind) => new("fedpg.repair.kind", kind);
}
