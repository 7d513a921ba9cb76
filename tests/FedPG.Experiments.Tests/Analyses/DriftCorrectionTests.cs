using FedPG.Experiments.Analyses.Answers;
using FedPG.Experiments.Specification;
using FedPG.Options;
using static FedPG.Experiments.Tests.Analyses.HandMadeQuestion;

namespace FedPG.Experiments.Tests.Analyses;

/// <summary>What each correction leaves of a bias, on scores whose answer is known by hand.</summary>
public class DriftCorrectionTests
{
    [Theory]
    [InlineData(0, 3, 1, Agreement.Agrees)]
    [InlineData(0, 2, 1, Agreement.Disagrees)]
    [InlineData(0.1, 3, 1, Agreement.Disagrees)]
    [InlineData(0, 3, 0, Agreement.Disagrees)]
    public void Drift_looks_for_the_bias_that_each_correction_leaves(
        double leftByScaffold, int removedByFast, double leftByMomentum, Agreement expected)
    {
        // What is left of a bias of (H − 1)/10, of 10 that can be gained; sampling adds as much with every algorithm.
        double Left(RunSpecification run) => run.Settings.Algorithm switch
        {
            "scaffold-pg" => leftByScaffold,
            "fast-fedpg" => run.Settings.Local.Steps < removedByFast ? 0 : 2,
            "fedsvrpg-m" => leftByMomentum,
            _ => 1,
        };
        static bool IsExact(RunSpecification run) => run.Settings.Local.Estimator == GradientEstimator.Exact;
        using var experiment = new HandMadeExperiment
        {
            Drift = run => IsExact(run) ? 3 : run.Settings.Algorithm == "s-fedpg" ? 5 : 13,
        };
        var answer = experiment.Answer(
            Asked("drift") + Synthetic + """
              local-budget = 24
              sweep {
                algorithm = [s-fedpg, scaffold-pg, fast-fedpg, fedsvrpg-m]
                local.steps = [1, 2, 4]
                local.estimator = [exact, sampled]
              }
            """,
            run => [0, (IsExact(run) ? 9 : 8) - Left(run) * (run.Settings.Local.Steps - 1) / 10.0]);
        answer.Agreement.ShouldBe(expected);
        Column(answer, "sampled late gap")[..3].ShouldBe(["20 %", "21 %", "23 %"]);
        Column(answer, "variance of a local result").ShouldBe(
            [.. Enumerable.Repeat("16.0", 3), .. Enumerable.Repeat("160", 9)]);
        if (expected != Agreement.Agrees) return;
        answer.Sentence.ShouldBe(
            "Local steps leave a bias in 1 of 1 environments, of up to 3 % of what can be gained (SyntheticEnvironment). scaffold-pg "
            + "removes it at every H tried. fast-fedpg removes it up to H = 2. fedsvrpg-m removes it at no H. With sampled gradients and "
            + "H = 2 and 4 the gap is 21 % and 23 % with s-fedpg, 20 % and 20 % with scaffold-pg, 20 % and 26 % with fast-fedpg and 21 % "
            + "and 23 % with fedsvrpg-m. Sampling makes a local result vary, compared with s-fedpg, 10.0 and 10.0 times with scaffold-pg, "
            + "10.0 and 10.0 times with fast-fedpg and 10.0 and 10.0 times with fedsvrpg-m.");
        Column(answer, "bias").ShouldBe(
            ["below 0.001 %", "1 %", "3 %", "below 0.001 %", "below 0.001 %", "below 0.001 %", "below 0.001 %", "below 0.001 %", "6 %",
            "below 0.001 %", "1 %", "3 %"]);
    }
}
