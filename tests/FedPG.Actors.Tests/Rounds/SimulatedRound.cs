using FedPG.Actors.Protocol;
using FedPG.Actors.Rounds;
using FedPG.Participation;

namespace FedPG.Actors.Tests.Rounds;

/// <summary>
/// The model that <see cref="RoundState"/> is tested against: members that answer according to their attendance, and a network that
/// reorders, loses, duplicates, delays and forges messages. The expected result follows from the attendance alone.
/// </summary>
internal sealed class SimulatedRound
{
    private const int Round = 7;
    private static readonly RunId Run = RunId.New();
    private static readonly RunId OtherRun = RunId.New();

    private readonly AgentRound[] _agents;
    private readonly bool[] _isPoisoned;
    private readonly List<RoundEvent> _underWay = [];
    private readonly List<RoundEvent> _delivered = [];
    private RoundState _state;

    public SimulatedRound(AgentRound[] agents, bool[] isPoisoned)
    {
        (_agents, _isPoisoned) = (agents, isPoisoned);
        _state = RoundState.Open(Run, Round, RoundExpectation.Of(RoundAttendance.Of(Round, [.. agents], [], default), 0, agents.Length));
        for (int member = 0; member < agents.Length; member++)
        {
            if (agents[member].Trains) _underWay.Add(Answer(member));
        }
    }

    public List<int> Accepted { get; } = [];

    public int Closings { get; private set; }

    public RoundState State => _state;

    /// <summary>The members whose parts the average must contain.</summary>
    public IEnumerable<int> Expected => Enumerable.Range(0, _agents.Length)
        .Where(member => _agents[member].Attendance == Attendance.Counts && !_isPoisoned[member]);

    /// <summary>One step of the network or a failure, chosen by two numbers.</summary>
    public void Disturb(int choice, int which)
    {
        int member = which % _agents.Length;
        switch (choice % 8)
        {
            case 0 when _underWay.Count > 0: // lost: the time-out passes
                var lost = Take(which);
                _underWay.Add(RoundEvent.Vanished(Run, Round, lost.Member));
                break;
            case 1 when _underWay.Count > 0: // doubled
                _underWay.Add(_underWay[which % _underWay.Count]);
                break;
            case 2 when _delivered.Count > 0: // delayed: comes again much later
                _underWay.Add(_delivered[which % _delivered.Count]);
                break;
            case 3:
                Deliver(Forged(which, member));
                break;
            case 4: // a crash that is not to be
                Deliver(RoundEvent.Crashed(Run, Round, member, 5));
                break;
            default:
                if (_underWay.Count > 0) Deliver(Take(which));
                break;
        }
    }

    /// <summary>Makes the network reliable; messages in transit arrive in the order given by the numbers.</summary>
    public void Settle(IEnumerable<int> order)
    {
        using var next = order.GetEnumerator();
        while (_underWay.Count > 0) Deliver(Take(next.MoveNext() ? next.Current : 0));
    }

    /// <summary>A forged message: late, early, from another run, or from an unknown member.</summary>
    private RoundEvent Forged(int which, int member) => (which % 4) switch
    {
        0 => RoundEvent.Reported(OtherRun, Round, member),
        1 => RoundEvent.Reported(Run, Round - 1, member),
        2 => RoundEvent.Reported(Run, Round + 1, member),
        _ => RoundEvent.Reported(Run, Round, which % 8 < 4 ? -1 : _agents.Length),
    };

    private RoundEvent Take(int which)
    {
        int index = which % _underWay.Count;
        var taken = _underWay[index];
        _underWay.RemoveAt(index);
        return taken;
    }

    private void Deliver(RoundEvent happened)
    {
        _delivered.Add(happened);
        (_state, var decision) = _state.Apply(happened);
        if (decision.Closes) Closings++;
        if (decision.Action == RoundAction.Accept) Accepted.Add(happened.Member);
        if (decision.Action == RoundAction.AskAgain) _underWay.Add(Answer(happened.Member));
    }

    /// <summary>A member's answer to a request: a crash as long as one is scheduled, then its part.</summary>
    private RoundEvent Answer(int member)
    {
        int attempt = _state.Failures.Attempts.GetValueOrDefault(member);
        if (attempt < _agents[member].CrashCount) return RoundEvent.Crashed(Run, Round, member, attempt);
        return _isPoisoned[member] ? RoundEvent.Refused(Run, Round, member) : RoundEvent.Reported(Run, Round, member);
    }
}
