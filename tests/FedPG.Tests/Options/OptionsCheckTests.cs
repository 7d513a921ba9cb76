using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Tests.Options;

public class OptionsCheckTests
{
    private static readonly FederationSpecification Good = new() { Environments = new SyntheticEnvironment().Build(null) };

    public static TheoryData<string, FederationSpecification, string> Bad => new()
    {
        { "Agents", Good with { Agents = 0 }, "0" },
        { "Agents", Good with { Agents = 1 }, "1" },
        { "Rounds", Good with { Rounds = -1 }, "-1" },
        { "EdgeSize", Good with { EdgeSize = 0 }, "0" },
        { "EdgeSize", Good with { EdgeSize = 48 }, "48" },
        { "Seed", Good with { Seed = -5 }, "-5" },
        { "Local.Steps", Good with { Local = new LocalOptions { Steps = 0 } }, "0" },
        { "Local.StepSize", Good with { Local = new LocalOptions { StepSize = double.NaN } }, "NaN" },
        { "Local.StepSize", Good with { Local = new LocalOptions { StepSize = double.PositiveInfinity } }, "Infinity" },
        { "Entropy.Temperature", Good with { Entropy = new EntropyOptions { Temperature = -0.1 } }, "-0.1" },
        { "QLearning.StepSize", Good with { QLearning = new QLearningOptions { StepSize = 2 } }, "2" },
        { "Policy.Period", Good with { Policy = new PolicyOptions { Period = 0 } }, "0" },
        { "Evaluation.Every", Good with { Evaluation = new EvaluationOptions { Every = 0 } }, "0" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_value_out_of_range_is_refused_by_name(string name, FederationSpecification specification, string found) =>
        Should.Throw<SpecificationException>(() => FederationCatalogue.Default.CreateAlgorithm(specification))
            .Message.ShouldStartWith($"{name}: found {found}; accepted: ");

    [Fact]
    public void Thresholds_are_names_or_probabilities()
    {
        ImprovementThreshold.Parse("theory", null).ShouldBe(ImprovementThreshold.Theory);
        ImprovementThreshold.Parse("1e-3", null).ShouldBe(ImprovementThreshold.Of(0.001));
        foreach (string bad in (string[])["", "0", "1", "NaN", "Safe", "-0.5"])
        {
            ImprovementThreshold.TryParse(bad, null, out _).ShouldBeFalse(bad);
        }

        Should.Throw<SpecificationException>(() => ImprovementThreshold.Of(double.NaN));
    }
}
