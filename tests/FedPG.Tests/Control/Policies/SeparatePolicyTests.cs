using FedPG.Control;
using FedPG.Control.Environments;
using FedPG.Control.Policies;
using FedPG.Control.Processes;
using FedPG.Kernels.Lanes;
using FedPG.Options;

namespace FedPG.Tests.Control.Policies;

/// <summary>Action dimensions that see one observed variable each.</summary>
public class SeparatePolicyTests
{
    private const int Dimensions = 3;
    private const double Gamma = 0.9;

    private static readonly ControlShape _servos = new ProductServo(Dimensions, 0.1, 5, IsReversed: false).Shape;

    [Theory]
    [InlineData("softmax", true, 2 * 7 * 11)]
    [InlineData("softmax", false, 8 * 11)]
    [InlineData("ordinal", false, 8 * 11)]
    [InlineData("gaussian", false, 11 + 1)]
    public void The_number_of_parameters_is_linear_in_the_dimensions(string family, bool isBits, int each) =>
        Create(new PolicyOptions { Family = family, Features = FeatureKind.OneHot }, isBits).Shape.Parameters.ShouldBe(Dimensions * each);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_is_the_policy_that_sees_all_variables_with_zeros_for_those_of_other_dimensions(bool isBits)
    {
        var options = new PolicyOptions { Features = FeatureKind.OneHot };
        var separate = Create(options, isBits);
        var whole = new ControlPolicies(_servos, Gamma, options, isBits, LaneInstructions.None).Create();
        double[] θ = [.. Enumerable.Range(0, separate.Shape.Parameters).Select(i => Math.Sin(3 * i))];
        double[] padded = new double[whole.Shape.Parameters];
        int rows = θ.Length / Dimensions / 11;
        for (int i = 0; i < Dimensions; i++)
        {
            for (int row = 0; row < rows; row++)
            {
                int block = i * rows + row;
                θ.AsSpan(block * 11, 11).CopyTo(padded.AsSpan(block * Dimensions * 11 + i * 11));
            }
        }

        double[] observation = [0, 7, 10], choices = [6, 1, 3];
        var one = new PolicyProbe(separate).Rate(θ, observation, choices);
        var other = new PolicyProbe(whole).Rate(padded, observation, choices);
        one.LogProbability.ShouldBe(other.LogProbability, 1e-12);
        one.LogLikelihood.ShouldBe(other.LogLikelihood, 1e-12);
        one.Action.ShouldBe(other.Action);
    }

    [Fact]
    public void Environments_and_policies_that_do_not_separate_are_refused_in_one_line()
    {
        var separate = new PolicyOptions { Dimensions = ActionDimensions.Separate };
        var cart = ((ControlEnvironments)new CartPoleEnvironment().Build(null)).Shape;
        Should.Throw<SpecificationException>(() => new ControlPolicies(cart, Gamma, separate, true, LaneInstructions.None).Create())
            .Message.ShouldBe(
                "policy.dimensions: found separate with 'cart-pole', where o = 4 and d = 1; accepted: separate with as many observed "
                + "variables as action dimensions, independent or autoregressive");
        Should.Throw<SpecificationException>(() => Create(separate with { Family = "flat" }, false))
            .Message.ShouldBe("policy.dimensions: found separate with policy.family = flat; accepted: independent");
        Should.Throw<SpecificationException>(() => Create(separate with { Features = FeatureKind.Mlp }, false))
            .Message.ShouldBe(
                "policy.dimensions: found separate with policy.features = mlp; accepted: independent or autoregressive");
    }

    private static ControlPolicy Create(PolicyOptions options, bool isBits) => new ControlPolicies(
        _servos, Gamma, options with { Dimensions = ActionDimensions.Separate }, isBits, LaneInstructions.None).Create();
}
