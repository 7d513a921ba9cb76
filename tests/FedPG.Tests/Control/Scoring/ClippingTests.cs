using FedPG.Control;
using FedPG.Control.Environments;
using FedPG.Control.Exact;
using FedPG.Control.Policies;
using FedPG.Control.Processes;
using FedPG.Control.Training;
using FedPG.Options;

namespace FedPG.Tests.Control.Scoring;

/// <summary>
/// The exact value of a Gaussian policy is that without the box of actions. The same trajectories with and without the box show how far it
/// is from the value of the policy that is executed.
/// </summary>
public class ClippingTests
{
    private const int Dimensions = 8;

    [Theory]
    [InlineData(0.1, 0, 1e-12)]
    [InlineData(0.5, 0.001, 0.01)]
    [InlineData(2, 0.4, 0.6)]
    public void Clipping_matters_if_sigma_is_not_small_against_the_box(double sigma, double least, double most)
    {
        double without = Score(sigma, actionLimit: 1000), clipped = Score(sigma, actionLimit: 2);
        double exact = Exact(sigma);
        without.ShouldBe(exact, 0.05 * -exact);

        // Clipped noise costs less.
        (clipped / without).ShouldBeInRange(1 - most, 1 - least);
    }

    private static double Score(double sigma, double actionLimit)
    {
        var environments = (ControlEnvironments)new ChainLqrEnvironment { Dimensions = Dimensions, ActionLimit = actionLimit }.Build(null);
        var policy = new ControlPolicies(environments, new PolicyOptions { Family = ControlPolicyFamily.Gaussian }, isBits: false).Create();
        double[] θ = policy.InitialParameters();
        var gain = Riccati.Gain(Chain.Lqr(Dimensions).ToSystem(), environments.Discount);
        for (int i = 0; i < Dimensions; i++)
        {
            for (int j = 0; j < Dimensions; j++) θ[i * (Dimensions + 1) + j] = gain[i, j];
        }

        θ.AsSpan(Dimensions * (Dimensions + 1)).Fill(Math.Log(sigma));
        policy.SetParameters(θ);
        return new EpisodeSampler(environments.Shape, policy, environments.Discount, episodes: 400)
            .Score(environments.Types[0], seed: 1, type: 0).Objective;
    }

    private static double Exact(double sigma)
    {
        var system = Chain.Lqr(Dimensions).ToSystem();
        double[] variances = [.. Enumerable.Repeat(sigma * sigma, Dimensions)];
        return LinearGain.Require(system, Riccati.Gain(system, 0.95), variances, 0.95).Objective;
    }
}
