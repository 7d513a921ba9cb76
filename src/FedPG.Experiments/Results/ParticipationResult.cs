using FedPG.Experiments.Records;
using FedPG.Participation;

namespace FedPG.Experiments.Results;

/// <summary>Participation in the rounds of a variant.</summary>
public sealed record ParticipationResult
{
    private const int Stretches = 25;

    /// <summary>Participants per round against rounds; many rounds are averaged over equal stretches.</summary>
    public required Curve Curve { get; init; }

    /// <summary>Whether the curve's points are means over stretches of rounds.</summary>
    public required bool IsBinned { get; init; }

    /// <summary>The mean number of agents asked, over scored rounds and runs.</summary>
    public required double Asked { get; init; }

    /// <summary>The largest number of agents asked in a scored round.</summary>
    public required int MostAsked { get; init; }

    /// <summary>The mean number of updates in the average, over scored rounds and runs.</summary>
    public required double Participants { get; init; }

    /// <summary>The mean number of absent agents, over scored rounds and runs.</summary>
    public required double Dropped { get; init; }

    /// <summary>Totals over all runs: the events of all rounds, and the agents gone for good at the end.</summary>
    public required RoundTally Total { get; init; }

    /// <summary>Whether any agent that was asked is missing from any round.</summary>
    public required bool IsPartial { get; init; }

    /// <summary>The participation of a variant's runs.</summary>
    internal static ParticipationResult Of(IReadOnlyList<RunRows> runs)
    {
        var rows = runs.SelectMany(run => run.Rows).Where(row => row.Round > 0).ToList();
        var total = rows.Aggregate(default(RoundTally), (sum, row) => sum.Then(row.Tally));
        return new ParticipationResult
        {
            Curve = RoundCurve.Binned(runs, row => row.Participants, Stretches, worst: 0),
            IsBinned = rows.Select(row => row.Round).Distinct().Count() > Stretches,
            Asked = Mean(row => row.Tally.Asked),
            MostAsked = rows.Select(row => row.Tally.Asked).DefaultIfEmpty().Max(),
            Participants = Mean(row => row.Participants),
            Dropped = Mean(row => row.Tally.Dropped),
            Total = total with { Gone = runs.Sum(run => run.Rows[^1].Tally.Gone) },
            IsPartial = rows.Any(row => row.Participants < row.Tally.Asked
                || row.Tally is not { Dropped: 0, Late: 0, Crashed: 0, Lost: 0, Gone: 0, Refused: 0 }),
        };

        double Mean(Func<RoundRow, double> value) => rows.Select(value).DefaultIfEmpty().Average();
    }
}
