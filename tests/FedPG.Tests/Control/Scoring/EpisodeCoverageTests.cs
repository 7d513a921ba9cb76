using FedPG.Control;
using FedPG.Control.Environments;
using FedPG.Control.Exact;
using FedPG.Control.Policies;
using FedPG.Control.Processes;
using FedPG.Control.Training;
using FedPG.Environments;
using FedPG.Options;
using FedPG.Policies;
using FedPG.Scoring;

namespace FedPG.Tests.Control.Scoring;

/// <summary>Scores on sampled trajectories cover exact values as often as their standard errors claim.</summary>
public class EpisodeCoverageTests
{
    private const int Scores = 200;
    private const int Episodes = 64;

    /// <summary>A correct scorer exceeds this in one of 10^6 tests.</summary>
    private const double MostErrors = 4.9;

    /// <summary>The 0.975 quantile of Student's t with <see cref="Episodes"/> − 1 degrees of freedom.</summary>
    private const double Quantile = 1.9983;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(8, 0)]
    [InlineData(1, 0.5)]
    [InlineData(2, 0.5)]
    [InlineData(8, 0.5)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(8, 1)]
    public void Binary_policies_on_a_chain(int dimensions, double gain)
    {
        var environments = Build(new BangBangLqrEnvironment { Dimensions = dimensions });
        double exact = BinaryChainValue.Of(Chain.BangBang(dimensions), gain, environments.Discount);
        ShouldCover(environments, new BinaryPolicy(dimensions, gain), exact);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void One_bit_without_a_preference(int dimensions)
    {
        var environments = Build(new BangBangLqrEnvironment { Dimensions = dimensions });
        var policy = new ControlPolicies(environments, new PolicyOptions { Bits = 1 }, isBits: true).Create();
        policy.SetParameters(policy.InitialParameters());
        ShouldCover(environments, policy, BinaryChainValue.Of(Chain.BangBang(dimensions), 0, environments.Discount));
    }

    /// <summary>The best gain with a σ so small that no action leaves the box.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void A_Gaussian_policy_on_a_chain(int dimensions)
    {
        const double Sigma = 0.1;
        var environments = Build(new ChainLqrEnvironment { Dimensions = dimensions });
        var system = Chain.Lqr(dimensions).ToSystem();
        var gain = Riccati.Gain(system, environments.Discount);
        double[] variances = [.. Enumerable.Repeat(Sigma * Sigma, dimensions)];
        var policy = new ControlPolicies(environments, new PolicyOptions { Family = ControlPolicyFamily.Gaussian }, isBits: false).Create();
        double[] θ = policy.InitialParameters();
        for (int i = 0; i < dimensions; i++)
        {
            for (int j = 0; j < dimensions; j++) θ[i * (dimensions + 1) + j] = gain[i, j];
        }

        θ.AsSpan(dimensions * (dimensions + 1)).Fill(Math.Log(Sigma));
        policy.SetParameters(θ);
        ShouldCover(environments, policy, LinearGain.Require(system, gain, variances, environments.Discount).Objective);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Tables_of_levels_on_servos(int dimensions)
    {
        const int Positions = ProductServo.Positions, Levels = ServoTable.Actions;
        var environments = Build(new ProductServoEnvironment { Dimensions = dimensions });
        var options = new PolicyOptions { Bits = 3, Features = FeatureKind.OneHot };
        var policy = new ControlPolicies(environments, options, isBits: false).Create();
        double[] θ = policy.InitialParameters();
        var tables = new List<Policy>();
        for (int i = 0; i < dimensions; i++)
        {
            double[] logits = new double[Positions * Levels];
            for (int x = 0; x < Positions; x++)
            {
                for (int m = 0; m < Levels; m++)
                {
                    double logit = -0.5 * Math.Abs(x + m - 4 - 5) + 0.1 * Math.Sin(1 + x + 3 * m + 7 * i);
                    logits[x * Levels + m] = logit;
                    θ[(i * Levels + m) * dimensions * Positions + i * Positions + x] = logit;
                }
            }

            var table = new SoftmaxPolicy(Positions, Levels);
            table.SetParameters(logits);
            tables.Add(table);
        }

        policy.SetParameters(θ);
        var servo = new ProductServo(1, Slip: 0.1, Target: 5, IsReversed: false);
        var objective = new FederatedObjective(ServoTable.Of([servo], environments.Discount), agents: 1);
        ShouldCover(environments, policy, ServoTable.Value(objective, tables));
    }

    [Theory]
    [InlineData(ActionDecoding.Endpoints)]
    [InlineData(ActionDecoding.Midpoints)]
    [InlineData(ActionDecoding.Gray)]
    public void Levels_of_a_bandit(ActionDecoding decoding)
    {
        const int Bits = 3, Levels = 1 << Bits;
        var environments = Build(new BitBanditEnvironment());
        var policy = new ControlPolicies(environments, new PolicyOptions { Bits = Bits, Decoding = decoding }, isBits: false).Create();
        double[] θ = new double[policy.Shape.Parameters], levels = new double[Levels], probabilities = new double[Levels];
        double sum = 0;
        for (int m = 0; m < Levels; m++)
        {
            θ[m * 2 + 1] = Math.Cos(m);
            sum += probabilities[m] = Math.Exp(Math.Cos(m));
            int rank = decoding == ActionDecoding.Gray ? m ^ (m >> 1) ^ (m >> 2) : m;
            levels[m] = decoding == ActionDecoding.Midpoints ? -1 + (m + 0.5) / 4 : -1 + 2.0 * rank / 7;
        }

        for (int m = 0; m < Levels; m++) probabilities[m] /= sum;
        policy.SetParameters(θ);
        ShouldCover(environments, policy, BitBanditValue.Of(new BitBandit(Target: 0.3), levels, probabilities));
    }

    /// <summary>Requires the mean of many scores near the exact value, and 95 % intervals that cover it in 95 % of them.</summary>
    private static void ShouldCover(ControlEnvironments environments, ControlPolicy policy, double exact)
    {
        var sampler = new EpisodeSampler(environments.Shape, policy, environments.Discount, Episodes);
        double sum = 0, variance = 0;
        int covered = 0;
        for (int seed = 0; seed < Scores; seed++)
        {
            var score = sampler.Score(environments.Types[0], seed, type: 0);
            sum += score.Objective / Scores;
            variance += score.ObjectiveVariance / Scores / Scores;
            if (Math.Abs(score.Objective - exact) <= Quantile * Math.Sqrt(score.ObjectiveVariance)) covered++;
        }

        Math.Abs(sum - exact).ShouldBeLessThanOrEqualTo(MostErrors * Math.Sqrt(variance));
        Math.Abs(covered - 0.95 * Scores).ShouldBeLessThanOrEqualTo(MostErrors * Math.Sqrt(0.95 * 0.05 * Scores));
    }

    private static ControlEnvironments Build(IEnvironmentFamily family) => (ControlEnvironments)family.Build(null);
}
