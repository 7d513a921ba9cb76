using System.Collections.Immutable;
using FedPG.Algorithms;
using FedPG.Participation;

namespace FedPG.Asynchrony;

/// <summary>
/// How much each agent counts in the steps of a run whose aggregator is a mean: the sum over rounds of its weight, times the factors of its
/// trainings, over the weight of the round. With unequal shares the steps lead to an optimum of the objective Σ share_i J_i.
/// </summary>
internal static class AgentShares
{
    /// <summary>The shares over the first rounds of a run, [agents], which sum to 1.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="algorithm">Its algorithm.</param>
    /// <param name="rounds">The number of rounds.</param>
    public static ImmutableArray<double> Of(FederationSpecification specification, IFederatedAlgorithm algorithm, int rounds)
    {
        ArgumentNullException.ThrowIfNull(specification);
        ArgumentNullException.ThrowIfNull(algorithm);
        var schedule = specification.StartSchedule(algorithm);
        var shares = new double[algorithm.Participants];
        for (int round = 0; round < rounds; round++) Add(schedule.Next([]), shares);
        double sum = shares.Sum();
        return [.. shares.Select(share => sum > 0 ? share / sum : 1.0 / shares.Length)];
    }

    private static void Add(RoundAttendance round, double[] shares)
    {
        var counting = Enumerable.Range(0, shares.Length).Where(agent => round[agent].Attendance == Attendance.Counts).ToList();
        double weight = counting.Sum(agent => round[agent].Weight);
        foreach (int agent in counting)
        {
            double factor = round[agent].Trainings is { } trainings ? trainings.Scales.Average() : 1;
            shares[agent] += factor * round[agent].Weight / weight;
        }
    }
}
