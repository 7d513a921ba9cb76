using CsCheck;
using FedPG.Policies;

namespace FedPG.Tests.Policies;

public class DifferentiablePolicyTests
{
    public static TheoryData<string, int> Families => new()
    {
        { "softmax", 2 }, { "softmax", 5 }, { "softmax", 20 },
        { "bits", 2 }, { "bits", 3 }, { "bits", 4 }, { "bits", 5 }, { "bits", 8 }, { "bits", 11 },
    };

    [Theory]
    [MemberData(nameof(Families))]
    public void Probabilities_of_every_state_sum_to_one(string family, int actions)
    {
        Worlds.Numbers(Create(family, actions).ParameterCount, size: 30).Sample(parameters =>
        {
            var policy = Create(family, actions);
            policy.SetParameters(parameters);
            for (int s = 0; s < policy.States; s++)
            {
                policy.Probabilities.Slice(s * actions, actions).ToArray().Sum().ShouldBe(1, 1e-12);
            }
        });
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Score_gradient_is_the_derivative_of_the_credited_log_probability(string family, int actions)
    {
        Gen.Select(Worlds.Numbers(Create(family, actions).ParameterCount), Worlds.Numbers(2 * actions)).Sample(
            (parameters, credit) =>
            {
                var policy = Create(family, actions);
                var gradient = new double[policy.ParameterCount];
                policy.SetParameters(parameters);
                policy.ScoreGradient(credit, gradient);
                for (int i = 0; i < parameters.Length; i++)
                {
                    const double Step = 1e-6;
                    double above = Credited(policy, parameters, credit, i, Step), below = Credited(policy, parameters, credit, i, -Step);
                    gradient[i].ShouldBe((above - below) / (2 * Step), 1e-6);
                }
            },
            iter: 30);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Ascending_has_the_bits_of_adding_the_scaled_gradient(string family, int actions)
    {
        Gen.Select(Worlds.Numbers(Create(family, actions).ParameterCount), Worlds.Numbers(2 * actions)).Sample((parameters, credit) =>
        {
            var policy = Create(family, actions);
            var gradient = new double[policy.ParameterCount];
            policy.SetParameters(parameters);
            policy.ScoreGradient(credit, gradient);
            double[] expected = [.. parameters.Select((parameter, i) => gradient[i] * 0.3 + parameter)];
            policy.Ascend(credit, 0.3, parameters);
            parameters.ShouldBe(expected);
        });
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    public void Bit_log_likelihood_with_discount_one_is_the_log_probability(int actions)
    {
        int parameterCount = new BitSoftmaxPolicy(states: 2, actions, discount: 1).ParameterCount;
        Worlds.Numbers(parameterCount, size: 20).Sample(parameters =>
        {
            var policy = new BitSoftmaxPolicy(states: 2, actions, discount: 1);
            policy.SetParameters(parameters);
            for (int i = 0; i < 2 * actions; i++) policy.LogLikelihood[i].ShouldBe(Math.Log(policy.Probabilities[i]), 1e-9);
        });
    }

    [Fact]
    public void Later_bits_weigh_less_in_the_bit_log_likelihood()
    {
        // Three bits at θ = 0: every bit has log ½, weighted 1, γ^½ and γ.
        var policy = new BitSoftmaxPolicy(states: 1, actions: 8, discount: 0.64);
        policy.SetParameters(new double[policy.ParameterCount]);
        policy.LogLikelihood[5].ShouldBe((1 + 0.8 + 0.64) * Math.Log(0.5), 1e-12);
    }

    [Fact]
    public void Softmax_survives_parameters_that_would_overflow()
    {
        var policy = new SoftmaxPolicy(states: 1, actions: 2);
        policy.SetParameters([2000, 0]);
        policy.Probabilities.ToArray().ShouldBe([1, 0]);
        policy.LogLikelihood.ToArray().ShouldBe([0, -2000]);
    }

    private static DifferentiablePolicy Create(string family, int actions) =>
        family == "softmax" ? new SoftmaxPolicy(states: 2, actions) : new BitSoftmaxPolicy(states: 2, actions, discount: 0.9);

    private static double Credited(DifferentiablePolicy policy, double[] parameters, double[] credit, int index, double step)
    {
        double[] moved = [.. parameters];
        moved[index] += step;
        policy.SetParameters(moved);
        double sum = 0;
        for (int i = 0; i < credit.Length; i++) sum += credit[i] * Math.Log(policy.Probabilities[i]);
        return sum;
    }
}
