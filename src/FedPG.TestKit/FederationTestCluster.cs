using Akka.Actor;
using Akka.TestKit;
using FedPG.Actors.Hierarchy;
using FedPG.Actors.Protocol;
using FedPG.Actors.Training;
using FedPG.TestKit.Recording;
using FedPG.TestKit.Scripting;

namespace FedPG.TestKit;

/// <summary>
/// A whole federation in this process, in an actor system of its own: server, node, edges and agents, under the faults of its script, in
/// virtual time. Tests wait for rounds, never for time.
/// </summary>
public sealed class FederationTestCluster : IAsyncDisposable
{
    private readonly TestFederation _federation;
    private readonly FederationPlan _plan;
    private readonly RoundLog _log;
    private readonly ActorSystem _system;
    private readonly IActorRef _server;
    private readonly ClusterActors _actors;
    private readonly TimeSpan _patience;

    private FederationTestCluster(TestFederation federation, TimeSpan patience, int[] pauseBefore)
    {
        var recorder = new RecordingAggregator(federation.CreateAggregator());
        var plan = _plan = federation.Recorded(recorder);
        (_federation, _patience) = (federation, patience);
        _log = new RoundLog(recorder, plan.Specification.StartSchedule(plan.Algorithm), pauseBefore);
        _system = ActorSystem.Create("federation", FederationTestSettings.VirtualTime(threads: 2 + federation.Waiting));
        _server = _system.ActorOf(ServerActor.Props(plan, _log), "server");
        _actors = new ClusterActors(_server, plan.Layout.EdgeSize);
    }

    /// <summary>The name of the node that is there from the beginning.</summary>
    public static string FirstNode => "local-0";

    /// <summary>The clock of the watchdog and of every other timer: it stands still until it is advanced.</summary>
    public TestScheduler VirtualTime => (TestScheduler)_system.Scheduler;

    /// <summary>The rounds that have closed, round 0 first.</summary>
    public IReadOnlyList<RoundRecord> Rounds => _log.Rounds;

    /// <summary>Starts a federation.</summary>
    /// <param name="federation">The federation with its script.</param>
    /// <param name="pauseBefore">The rounds that do not begin before <see cref="Resume"/>.</param>
    public static FederationTestCluster Start(TestFederation federation, params int[] pauseBefore) =>
        Start(federation, TimeSpan.FromSeconds(30), pauseBefore);

    /// <summary>Starts a federation.</summary>
    /// <param name="federation">The federation with its script.</param>
    /// <param name="patience">Real time after which a wait fails its test instead of going on for ever.</param>
    /// <param name="pauseBefore">The rounds that do not begin before <see cref="Resume"/>.</param>
    public static FederationTestCluster Start(TestFederation federation, TimeSpan patience, params int[] pauseBefore)
    {
        ArgumentNullException.ThrowIfNull(federation);
        federation.Claim();
        return new FederationTestCluster(federation, patience, pauseBefore);
    }

    /// <summary>A round that has closed.</summary>
    /// <exception cref="FederationAssertionException">It has not.</exception>
    public RoundRecord Round(int round) => Rounds.FirstOrDefault(record => record.Round == round)
        ?? throw new FederationAssertionException(FormattableString.Invariant($"round {round} has not closed; {Progress}"));

    /// <summary>Waits until a round has closed. With a pause before the next round, the run then stands still.</summary>
    /// <exception cref="FederationAssertionException">The run ended before it, or patience did.</exception>
    public async Task<RoundRecord> AwaitRound(int round)
    {
        var closed = _log.Closed(round);
        string what = FormattableString.Invariant($"round {round} has not closed");
        if (await Patiently(Task.WhenAny(closed, _log.End), what).ConfigureAwait(false) == closed || closed.IsCompleted)
        {
            return await closed.ConfigureAwait(false);
        }

        throw new FederationAssertionException($"{what}: the run has ended; {Progress}", _log.End.Exception?.InnerException);
    }

    /// <summary>Waits until the run has ended.</summary>
    /// <exception cref="Actors.Protocol.FederationException">It failed.</exception>
    public async Task AwaitEnd()
    {
        await Patiently(Task.WhenAny(_log.End), "the run has not ended").ConfigureAwait(false);
        await _log.End.ConfigureAwait(false);
    }

    /// <summary>
    /// Waits until a <see cref="ScriptedFault.Held"/> or <see cref="ScriptedFault.Stuck"/> training has begun and its edge's watchdog
    /// watches it.
    /// </summary>
    /// <param name="round">Its round.</param>
    /// <param name="agent">Its agent.</param>
    public async Task AwaitTraining(int round, int agent)
    {
        string what = FormattableString.Invariant($"agent {agent} is not training in round {round}");
        await Patiently(Arrived(), what).ConfigureAwait(false);

        async Task<bool> Arrived()
        {
            await _federation.Incidents.Arrival(round, agent).ConfigureAwait(false);

            // An actor answers this only when it is done with the broadcast, and so has set its timer.
            await _actors.EdgeOf(agent).Ask<ActorIdentity>(new Identify(agent)).ConfigureAwait(false);
            return true;
        }
    }

    /// <summary>Lets held trainings go on.</summary>
    public void Release() => _federation.Incidents.Release();

    /// <summary>Lets the run go on from a pause.</summary>
    public void Resume() => _log.Resume();

    /// <summary>Kills an agent's actor: it is restarted by its supervisor.</summary>
    public void KillAgent(int agent) => _actors.Agent(agent).Tell(Kill.Instance);

    /// <summary>Stops an agent's actor: it is gone, and its edge makes another one.</summary>
    public void StopAgent(int agent) => _system.Stop(_actors.Agent(agent));

    /// <summary>
    /// Completes when an edge has handled all it was sent before; what it has asked of its agents may still be under way.
    /// </summary>
    public Task AwaitEdge(int edge) =>
        Patiently(_actors.Edge(edge).Ask<ActorIdentity>(new Identify(edge)), FormattableString.Invariant($"edge {edge} has not come to the end of its messages"));

    /// <summary>Kills an edge, and with it its agents and what they have sent.</summary>
    public void KillEdge(int edge) => _actors.Edge(edge).Tell(Kill.Instance);

    /// <summary>Kills a node, and with it its edges and agents: it is restarted by the server.</summary>
    /// <param name="node">Which node, in the order they joined, from 0.</param>
    public void KillNode(int node = 0) => _actors.Node(node).Tell(Kill.Instance);

    /// <summary>Has a node join; it takes its share of the edges from the next round.</summary>
    /// <param name="name">Its name; one that was lost is back.</param>
    /// <param name="cores">Nodes get edges in proportion to their cores; the first node has 1.</param>
    public void AddNode(string name, int cores = 1) =>
        _server.Tell(new NodeJoined(name, cores, number => NodeActor.Props(_plan, number)));

    /// <summary>Has a node be unreachable: others get its edges, and what it still sends counts only where it is awaited.</summary>
    /// <param name="name">Its name; the first node is <see cref="FirstNode"/>.</param>
    public void LoseNode(string name) => _server.Tell(new NodeAway(name));

    /// <summary>Has a node leave for good.</summary>
    /// <param name="name">Its name; the first node is <see cref="FirstNode"/>.</param>
    public void RemoveNode(string name) => _server.Tell(new NodeLeft(name));

    /// <summary>
    /// Expects every round to have the bits of the same federation, with the same simulated faults, run as one loop in which nothing
    /// fails.
    /// </summary>
    /// <exception cref="FederationAssertionException">The run is not over, or a round differs.</exception>
    public void ShouldEqualTheQuietRun()
    {
        if (!_log.End.IsCompletedSuccessfully) throw new FederationAssertionException($"the run is not over; {Progress}", _log.End.Exception?.InnerException);
        QuietRun.Compare(Rounds, _federation.QuietRun());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _federation.Incidents.End();
        await _system.Terminate().ConfigureAwait(false);
        _federation.Incidents.Dispose();
    }

    private string Progress => FormattableString.Invariant($"the last closed round is {Rounds.Select(record => record.Round).LastOrDefault()}");

    private async Task<T> Patiently<T>(Task<T> task, string what)
    {
        try
        {
            return await task.WaitAsync(_patience).ConfigureAwait(false);
        }
        catch (TimeoutException timeout)
        {
            throw new FederationAssertionException(FormattableString.Invariant($"{what} within {_patience.TotalSeconds} s; {Progress}"), timeout);
        }
    }
}
