using FedPG.Environments;
using FedPG.Estimators;
using FedPG.Policies;

namespace FedPG.Tests.Estimators;

public class ExpectedCreditTests
{
    [Fact]
    public void An_action_whose_log_probability_is_minus_infinity_adds_nothing()
    {
        // The logits differ by more than the largest number, so that log π is −∞ and the regularised reward +∞.
        var environments = new SyntheticEnvironment { States = 2, Actions = 2, Types = 1 }.Build(discount: 0.9);
        var policy = new SoftmaxPolicy(environments.States, environments.Actions);
        policy.SetParameters([1e308, -1e308, 800, 0]);
        policy.LogLikelihood[1].ShouldBe(double.NegativeInfinity);
        TruncatedGradient.Of(environments, agents: 1, policy, temperature: 0.1, horizon: 5).ShouldBe([0, 0, 0, 0]);
    }
}
