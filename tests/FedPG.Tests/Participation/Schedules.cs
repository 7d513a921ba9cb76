using FedPG.Federation;
using FedPG.Options;
using FedPG.Participation;

namespace FedPG.Tests.Participation;

internal static class Schedules
{
    public static List<RoundAttendance> Of(
        FaultOptions faults, ServerOptions? server = null, int rounds = 50, int agents = 20, int localSteps = 5, long seed = 3)
    {
        var participation = FederationCatalogue.Default.CreateParticipation(server ?? new ServerOptions(), faults);
        var schedule = participation.Start(new ScheduleKey(seed, agents, localSteps));
        return [.. Enumerable.Range(0, rounds).Select(_ => schedule.Next([]))];
    }

    public static List<Attendance> OfAgent(this IEnumerable<RoundAttendance> rounds, int agent) =>
        [.. rounds.Select(round => round[agent].Attendance)];

    public static List<AgentRound> Agents(this RoundAttendance round, int agents) =>
        [.. Enumerable.Range(0, agents).Select(agent => round[agent])];
}
