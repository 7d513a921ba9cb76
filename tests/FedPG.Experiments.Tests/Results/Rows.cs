using System.Collections.Immutable;
using FedPG.Experiments.Records;
using FedPG.Participation;

namespace FedPG.Experiments.Tests.Results;

/// <summary>Rows of a run, made by hand.</summary>
internal static class Rows
{
    /// <summary>Rounds 0, 1, … with these objectives at these simulated seconds; 4 agents are asked.</summary>
    public static ImmutableArray<RoundRow> Of(params (double Seconds, double Objective, int Participants)[] rounds) =>
    [
        .. rounds.Select((round, i) => new RoundRow(i, round.Objective, 0, 0, round.Participants, 0, 0)
        {
            Tally = new RoundTally { Asked = i == 0 ? 0 : 4, SimulatedSeconds = round.Seconds },
        }),
    ];
}
