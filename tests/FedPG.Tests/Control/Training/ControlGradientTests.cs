using FedPG.Control;
using FedPG.Control.Policies;
using FedPG.Control.Processes;
using FedPG.Control.Training;
using FedPG.Environments;
using FedPG.Estimators;
using FedPG.Numerics;
using FedPG.Options;
using FedPG.Policies;
using FedPG.Random;

namespace FedPG.Tests.Control.Training;

public class ControlGradientTests
{
    private const int Horizon = 6;

    /// <summary>
    /// A mean further than this many standard errors from its expectation is a failure; by chance less than once in 10^7 for one number.
    /// </summary>
    private const double MostErrors = 5.5;

    private static readonly EnvironmentSet _finite = new SyntheticEnvironment { States = 3, Actions = 4 }.Build(0.9);

    [Theory]
    [InlineData(true, GradientBaseline.None)]
    [InlineData(true, GradientBaseline.Mean)]
    [InlineData(false, GradientBaseline.None)]
    [InlineData(false, GradientBaseline.Linear)]
    public void With_one_hot_features_the_expected_gradient_is_the_tabular_one(bool isBits, GradientBaseline baseline)
    {
        const double Temperature = 0.2;
        DifferentiablePolicy table = isBits ? new BitSoftmaxPolicy(3, 4, 0.9) : new SoftmaxPolicy(3, 4);
        double[] tabular = new double[table.ParameterCount];
        var random = new Xoshiro256PlusPlus(1, 2, 3, 4);
        foreach (ref double logit in tabular.AsSpan()) logit = 2 * random.NextDouble() - 1;
        table.SetParameters(tabular);
        var one = new EnvironmentSet(0.9, _finite.InitialDistribution.AsSpan(), [_finite.Types[0]]);
        double[] expected = Transposed(TruncatedGradient.Of(one, 1, table, Temperature, Horizon));

        var process = new ScalarProcess(new FiniteProcess(_finite.Types[0], _finite.InitialDistribution.AsSpan(), 0.9, []));
        var options = new PolicyOptions { Bits = 2, Features = FeatureKind.OneHot };
        var policies = new ControlPolicies(new ControlEnvironments(0.9, [process]), options, isBits);
        var gradient = new ControlGradient(
            process.Shape, policies.Create,
            new ControlGradientSettings(20, Horizon, 0.9, Temperature, features => Baseline(baseline, features)));
        Means(gradient, process, Transposed(tabular), 3000).ShouldAgree(expected, MostErrors);
    }

    [Theory]
    [InlineData(GradientBaseline.Mean)]
    [InlineData(GradientBaseline.Linear)]
    public void Baselines_leave_the_expectation_and_lower_the_variance(GradientBaseline baseline)
    {
        var process = LaneProcess.Of(new CartPole(0.5, 0.1, 10));
        var policies = new ControlPolicies(new ControlEnvironments(0.99, [process]), new PolicyOptions { Bits = 2 }, isBits: true);
        double[] θ = policies.Create().InitialParameters();
        var plain = Means(Gradient(GradientBaseline.None), process, θ, 600);
        var other = Means(Gradient(baseline), process, θ, 600);
        for (int i = 0; i < θ.Length; i++)
        {
            double error = Math.Sqrt(plain.Variances[i] + other.Variances[i]);
            Math.Abs(plain.Values[i] - other.Values[i]).ShouldBeLessThanOrEqualTo(MostErrors * error);
        }

        other.Variances.Sum().ShouldBeLessThan(0.75 * plain.Variances.Sum());

        ControlGradient Gradient(GradientBaseline which) => new(
            process.Shape, policies.Create, new ControlGradientSettings(20, 100, 0.99, 0, features => Baseline(which, features)));
    }

    [Fact]
    public void A_weighted_gradient_at_earlier_parameters_has_their_expectation()
    {
        var process = LaneProcess.Of(new CartPole(0.5, 0.1, 10));
        var policies = new ControlPolicies(new ControlEnvironments(0.99, [process]), new PolicyOptions { Bits = 1 }, isBits: true);
        double[] θ = policies.Create().InitialParameters(), earlier = [.. θ.Select((_, i) => 0.05 * (i % 3 - 1))];
        var settings = new ControlGradientSettings(20, 8, 0.99, 0, _ => new NoBaseline());
        var direct = Means(new ControlGradient(process.Shape, policies.Create, settings), process, earlier, 3000);
        var gradient = new ControlGradient(process.Shape, policies.Create, settings);
        var weighted = SampleMeans.Of(3000, θ.Length, (i, destination) =>
        {
            var random = RandomStreams.For(StreamPurpose.Training, 77, i);
            gradient.Compare(process, θ, earlier, ref random, new double[θ.Length], destination);
        });
        for (int i = 0; i < θ.Length; i++)
        {
            double error = Math.Sqrt(direct.Variances[i] + weighted.Variances[i]);
            Math.Abs(direct.Values[i] - weighted.Values[i]).ShouldBeLessThanOrEqualTo(MostErrors * error);
        }
    }

    [Fact]
    public void A_linear_baseline_survives_discounts_that_underflow()
    {
        var process = LaneProcess.Of(Chain.Lqr(2));
        var policies = new ControlPolicies(new ControlEnvironments(0.5, [process]), new PolicyOptions { Bits = 1 }, isBits: true);
        var gradient = new ControlGradient(
            process.Shape, policies.Create, new ControlGradientSettings(4, 1200, 0.5, 0, features => new LinearBaseline(features)));
        double[] θ = policies.Create().InitialParameters(), found = new double[θ.Length];
        var random = RandomStreams.For(StreamPurpose.Training, 7);
        gradient.Compute(process, θ, ref random, found);
        found.ShouldAllBe(number => double.IsFinite(number) && number != 0);
    }

    [Fact]
    public void Features_near_the_largest_number_do_not_make_sums_overflow()
    {
        var process = LaneProcess.Of(new Far());
        var policies = new ControlPolicies(new ControlEnvironments(0.5, [process]), new PolicyOptions { Bits = 1 }, isBits: true);
        var gradient = new ControlGradient(
            process.Shape, policies.Create, new ControlGradientSettings(8, 3, 0.5, 0, _ => new NoBaseline()));
        double[] θ = policies.Create().InitialParameters(), found = new double[θ.Length];
        var random = RandomStreams.For(StreamPurpose.Training, 7);
        gradient.Compute(process, θ, ref random, found);
        found.ShouldAllBe(number => double.IsFinite(number) && number != 0);
        Math.Abs(found[1]).ShouldBeLessThan(100);
        Math.Abs(found[0]).ShouldBeGreaterThan(1e250);
    }

    public static TheoryData<PolicyOptions, bool> Policies => new()
    {
        { new PolicyOptions { Bits = 4 }, true },
        { new PolicyOptions { Bits = 6, Features = FeatureKind.Polynomial }, false },
        { new PolicyOptions { Family = ControlPolicyFamily.Gaussian }, false },
        { new PolicyOptions { Family = ControlPolicyFamily.Flat, Bits = 2 }, false },
        { new PolicyOptions { Features = FeatureKind.Mlp, Mlp = new MlpOptions { Hidden = [300, 300] } }, true },
    };

    [Theory]
    [MemberData(nameof(Policies))]
    public void The_estimate_of_memory_covers_all_buffers(PolicyOptions options, bool isBits)
    {
        var process = LaneProcess.Of(Chain.Lqr(6));
        var policies = new ControlPolicies(new ControlEnvironments(0.9, [process]), options, isBits);
        var local = new LocalOptions { Batch = 40, Horizon = 60, Baseline = GradientBaseline.Linear };
        double estimate = ControlGradient.Bytes(6, policies.Create().Shape, local);
        long before = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(new ControlGradient(
            process.Shape, policies.Create,
            new ControlGradientSettings(local.Batch, local.Horizon, 0.9, 0, features => new LinearBaseline(features))));
        double allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        allocated.ShouldBeInRange(estimate / 2, estimate + 50_000);
    }

    private static SampleMeans Means(ControlGradient gradient, ControlProcess process, double[] θ, int samples) =>
        SampleMeans.Of(samples, θ.Length, (i, destination) =>
        {
            var random = RandomStreams.For(StreamPurpose.Training, 7, i);
            gradient.Compute(process, θ, ref random, destination);
        });

    private static IBaseline Baseline(GradientBaseline baseline, int features) => baseline switch
    {
        GradientBaseline.Mean => new MeanBaseline(),
        GradientBaseline.Linear => new LinearBaseline(features),
        _ => new NoBaseline(),
    };

    private static double[] Transposed(double[] table) => OneHotLayout.Of(table, states: 3);

    /// <summary>A state of 10^280 and the action as reward.</summary>
    private readonly struct Far : IDynamics
    {
        public static bool IsStateObserved => true;

        public ControlShape Shape => new()
        {
            Name = "far",
            StateDimension = 1,
            ActionLow = [-1],
            ActionHigh = [1],
            ResetDraws = 0,
            Discount = 0.5,
        };

        public void Reset<T>(ReadOnlySpan<T> uniforms, Span<T> state)
            where T : unmanaged, IReal<T> => state[0] = 1e280;

        public void Observe<T>(ReadOnlySpan<T> state, Span<T> observation)
            where T : unmanaged, IReal<T> => state.CopyTo(observation);

        public (T Reward, T Ended) Step<T>(ReadOnlySpan<T> state, ReadOnlySpan<T> action, ReadOnlySpan<T> uniforms, Span<T> next)
            where T : unmanaged, IReal<T>
        {
            next[0] = state[0];
            return (action[0] + 2, 0);
        }
    }
}
