using System.Text.Json;
using FedPG.Algorithms;
using FedPG.Federation;
using FedPG.Options;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace FedPG.Tests.Oracles;

/// <summary>
/// Sampled runs against learning curves from an independent implementation, by Welch's t test on the mean over seeds at each
/// recorded round. The false-alarm rate of all comparisons together stays below 1e-4 (Bonferroni over at most 60 of them).
/// </summary>
public class LearningCurveTests
{
    private const double FalseAlarm = 1e-4 / 60;

    /// <summary>Further rounds add much time and little power: by then all runs are close to their limit.</summary>
    private const int LastRound = 1000;

    public static TheoryData<string, int, int> Curves
    {
        get
        {
            // Environment, entry of the file, seeds: fewer where a run has more agents.
            var data = new TheoryData<string, int, int>();
            for (int i = 0; i < 3; i++) data.Add("challenging-mdp", i, 12);
            foreach (var (entry, seeds) in ((int, int)[])[(0, 12), (1, 8), (2, 4), (3, 12), (5, 4)])
                data.Add("synthetic-paper", entry, seeds);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Curves))]
    public void Sampled_runs_follow_the_known_curve(string environment, int entry, int seeds)
    {
        var curve = OracleFiles.Read("curves.json").GetProperty(environment)[entry];
        int[] rounds = [.. curve.GetProperty("rounds").EnumerateArray().Select(r => r.GetInt32()).Where(r => r <= LastRound)];
        var specification = Specification(environment, curve) with { Rounds = rounds[^1] };
        var objectives = new double[seeds][];
        Parallel.For(0, seeds, seed => objectives[seed] = Objectives(specification with { Seed = seed }, rounds));

        int otherSeeds = curve.GetProperty("seeds").GetInt32();
        for (int i = 0; i < rounds.Length; i++)
        {
            double[] own = [.. objectives.Select(o => o[i])];
            var (mean, variance) = (own.Mean(), own.Variance() / seeds);
            double otherVariance = Math.Pow(curve.GetProperty("std")[i].GetDouble(), 2) / otherSeeds;
            double freedom = Math.Pow(variance + otherVariance, 2)
                / (variance * variance / (seeds - 1) + otherVariance * otherVariance / (otherSeeds - 1));
            double band = StudentT.InvCDF(0, 1, freedom, 1 - FalseAlarm / 2) * Math.Sqrt(variance + otherVariance);
            mean.ShouldBe(curve.GetProperty("mean")[i].GetDouble(), band, $"round {rounds[i]}");
        }
    }

    private static FederationSpecification Specification(string environment, JsonElement curve) => new()
    {
        Environments = OracleFiles.ReadEnvironments($"{environment}.mdp.json"),
        Agents = curve.GetProperty("agents").GetInt32(),
        Algorithm = curve.GetProperty("algorithm").GetString()!,
        Local = new LocalOptions { StepSize = curve.GetProperty("stepSize").GetDouble() },
        Entropy = new EntropyOptions { Temperature = 0.05, Threshold = ImprovementThreshold.None },
    };

    private static double[] Objectives(FederationSpecification specification, int[] rounds)
    {
        var evaluator = new RoundEvaluator(specification, FederationCatalogue.Default.CreateAlgorithm(specification));
        return [.. SequentialFederation.Run(specification)
            .Where(outcome => rounds.Contains(outcome.Round))
            .Select(outcome => evaluator.Evaluate(outcome).Objective)];
    }
}
