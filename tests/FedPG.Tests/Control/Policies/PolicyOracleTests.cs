using System.Text.Json;
using FedPG.Control.Policies;
using FedPG.Control.Processes;
using FedPG.Kernels.Lanes;
using FedPG.Options;

namespace FedPG.Tests.Control.Policies;

public class PolicyOracleTests
{
    private const double Tolerance = 1e-12;

    public static TheoryData<int> Cases => ControlOracles.Indices(ControlOracles.Policies);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Log_probabilities_and_scores_are_those_of_an_independent_program(int index)
    {
        var file = ControlOracles.Policies[index];
        double[] features = file.Numbers("features");
        if (file.GetProperty("family").GetString() == "gaussian")
        {
            var gaussian = new PolicyProbe(Policy(file, features.Length)).Rate(
                [.. file.Numbers("mean"), .. file.Numbers("logSigma")], features, file.Numbers("action"));
            gaussian.LogProbability.ShouldBe(file.GetProperty("logProbability").GetDouble(), Tolerance);
            Near(gaussian.Score, [.. file.Numbers("scoreMean"), .. file.Numbers("scoreLogSigma")]);
            return;
        }

        double[] levels = file.Numbers("levels");
        var probe = new PolicyProbe(Policy(file, features.Length)).Rate(file.Numbers("parameters"), features, levels);
        probe.LogProbability.ShouldBe(file.GetProperty("logProbability").GetDouble(), Tolerance);
        if (file.TryGetProperty("h", out var h)) probe.LogLikelihood.ShouldBe(h.GetDouble(), Tolerance);
        Near(probe.Score, file.Numbers("score"));
        Near(probe.Action[..levels.Length], file.Numbers("actions"));
    }

    private static ControlPolicy Policy(JsonElement file, int features)
    {
        int dimensions = file.GetProperty("dimensions").GetInt32();
        var shape = new ControlShape
        {
            Name = "box",
            StateDimension = 1,
            ActionLow = ControlShape.Repeat(-1, dimensions),
            ActionHigh = ControlShape.Repeat(1, dimensions),
        };
        string family = file.GetProperty("family").GetString()!;
        var given = new GivenFeatures(features);
        var instructions = LaneInstructions.None;
        if (family == "gaussian") return With(new ColumnKernel<GaussianKernel>(new(shape, features, new GaussianOptions())));
        var grid = new ActionGrid(shape, file.GetProperty("bits").GetInt32(), ActionDecoding.Endpoints);
        return family == "bits"
            ? With(new BitKernel(grid, features, file.GetProperty("discount").GetDouble(), default))
            : With(new ColumnKernel<LevelKernel>(new(grid, features, default, isOrdinal: false)));

        ControlPolicy With<TKernel>(TKernel kernel)
            where TKernel : struct, IPolicyKernel => LanePolicy.Of(given, kernel, instructions);
    }

    private static void Near(double[] found, double[] expected)
    {
        found.Length.ShouldBe(expected.Length);
        for (int i = 0; i < found.Length; i++) found[i].ShouldBe(expected[i], Tolerance);
    }
}
