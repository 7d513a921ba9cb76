using Akka.Actor;
using Akka.TestKit;
using FedPG.Actors.Hierarchy;
using FedPG.Actors.Protocol;
using FedPG.Actors.Training;
using FedPG.TestKit.Recording;
using FedPG.TestKit.Scripting;

namespace FedPG.TestKit;

/// <summary>
/// A whole federation in an actor system of its own: server, node, edges and agents, with scripted faults and in virtual time. Tests wait
/// for rounds, never for time.
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

    /// <summary>The name of the first node.</summary>
    public static string FirstNode => "local-0";

    /// <summary>The clock of the watchdog and of every other timer. Only the test advances it.</summary>
    public TestScheduler VirtualTime => (TestScheduler)_system.Scheduler;

    /// <summary>The rounds that have closed, round 0 first.</summary>
    public IReadOnlyList<RoundRecord> Rounds => _log.Rounds;

    /// <summary>Starts a federation.</summary>
    /// <param name="federation">The federation with its scripted faults.</param>
    /// <param name="pauseBefore">The rounds that begin only after <see cref="Resume"/>.</param>
    public static FederationTestCluster Start(TestFederation federation, params int[] pauseBefore) =>
        Start(federation, TimeSpan.FromSeconds(30), pauseBefore);

    /// <summary>Starts a federation.</summary>
    /// <param name="federation">The federation with its scripted faults.</param>
    /// <param name="patience">The real time after which a wait fails its test.</param>
    /// <param name="pauseBefore">The rounds that begin only after <see cref="Resume"/>.</param>
    public static FederationTestCluster Start(TestFederation federation, TimeSpan patience, params int[] pauseBefore)
    {
        ArgumentNullException.ThrowIfNull(federation);
        federation.Claim();
        return new FederationTestCluster(federation, patience, pauseBefore);
    }

    /// <summary>A round that has closed.</summary>
    /// <exception cref="FederationAssertionException">The round has not closed.</exception>
    public RoundRecord Round(int round) => Rounds.FirstOrDefault(record => record.Round == round)
        ?? throw new FederationAssertionException(FormattableString.Invariant($"round {round} has not closed; {Progress}"));

    /// <summary>Waits until a round has closed. With a pause before the next round, the run is then idle.</summary>
    /// <exception cref="FederationAssertionException">The run ended before the round closed, or patience ran out.</exception>
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
    /// <exception cref="Actors.Protocol.FederationException">The run failed.</exception>
    public async Task AwaitEnd()
    {
        await Patiently(Task.WhenAny(_log.End), "the run has not ended").ConfigureAwait(false);
        await _log.End.ConfigureAwait(false);
    }

    /// <summary>
    /// Waits until a <see cref="ScriptedFault.Held"/> or <see cref="ScriptedFault.Stuck"/> training has begun and its edge's watchdog is
    /// set.
    /// </summary>
    /// <param name="round">The round of the training.</param>
    /// <param name="agent">The agent.</param>
    public async Task AwaitTraining(int round, int agent)
    {
        string what = FormattableString.Invariant($"agent {agent} is not training in round {round}");
        await Patiently(Arrived(), what).ConfigureAwait(false);

        async Task<bool> Arrived()
        {
            await _federation.Incidents.Arrival(round, agent).ConfigureAwait(false);

            // An actor answers this only after it has handled the broadcast, and so has set its timer.
            await _actors.EdgeOf(agent).Ask<ActorIdentity>(new Identify(agent)).ConfigureAwait(false);
            return true;
        }
    }

    /// <summary>Lets held trainings continue.</summary>
    public void Release() => _federation.Incidents.Release();

    /// <summary>Lets the run continue after a pause.</summary>
    public void Resume() => _log.Resume();

    /// <summary>Kills an agent's actor; its supervisor restarts it.</summary>
    public void KillAgent(int agent) => _actors.Agent(agent).Tell(Kill.Instance);

    /// <summary>Stops an agent's actor; its edge creates another one.</summary>
    public void StopAgent(int agent) => _system.Stop(_actors.Agent(agent));

    /// <summary>Completes when an edge has handled all earlier messages; requests to its agents may still be in flight.</summary>
    public Task AwaitEdge(int edge) =>
        Patiently(
            _actors.Edge(edge).Ask<ActorIdentity>(new Identify(edge)),
            FormattableString.Invariant($"edge {edge} has not come to the end of its messages"));

    /// <summary>Kills an edge, with its agents and their updates.</summary>
    public void KillEdge(int edge) => _actors.Edge(edge).Tell(Kill.Instance);

    /// <summary>Kills a node, with its edges and agents; the server restarts it.</summary>
    /// <param name="node">The number of the node in the order of joining, from 0.</param>
    public void KillNode(int node = 0) => _actors.Node(node).Tell(Kill.Instance);

    /// <summary>Lets a node join; it gets its share of the edges from the next round on.</summary>
    /// <param name="name">The node's name; that of a lost node brings it back.</param>
    /// <param name="cores">The node's cores: edges are shared out in proportion to them; the first node has 1.</param>
    public void AddNode(string name, int cores = 1) =>
        _server.Tell(new NodeJoined(name, cores, number => NodeActor.Props(_plan, number)));

    /// <summary>Makes a node unreachable: other nodes get its edges, and its updates count only if they are still awaited.</summary>
    /// <param name="name">The node's name; the first node is <see cref="FirstNode"/>.</param>
    public void LoseNode(string name) => _server.Tell(new NodeAway(name));

    /// <summary>Makes a node leave for good.</summary>
    /// <param name="name">The node's name; the first node is <see cref="FirstNode"/>.</param>
    public void RemoveNode(string name) => _server.Tell(new NodeLeft(name));

    /// <summary>
    /// Expects every round to have the bits of the same federation, with the same simulated faults, run as a loop without real failures.
    /// </summary>
    /// <exception cref="FederationAssertionException">The run is not over, or a round differs.</exception>
    public void ShouldEqualTheQuietRun()
    {
        if (!_log.End.IsCompletedSuccessfully)
            throw new FederationAssertionException($"the run is not over; {Progress}", _log.End.Exception?.InnerException);
        QuietRun.Compare(Rounds, _federation.QuietRun());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _federation.Incidents.End();
        await _system.Terminate().ConfigureAwait(false);
        _federation.Incidents.Dispose();
    }

    private string Progress =>
        FormattableString.Invariant($"the last closed round is {Rounds.Select(record => record.Round).LastOrDefault()}");

    private async Task<T> Patiently<T>(Task<T> task, string what)
    {
        try
        {
            return await task.WaitAsync(_patience).ConfigureAwait(false);
        }
        catch (TimeoutException timeout)
        {
            throw new FederationAssertionException(
                FormattableString.Invariant($"{what} within {_patience.TotalSeconds} s; {Progress}"), timeout);
        }
    }
}
