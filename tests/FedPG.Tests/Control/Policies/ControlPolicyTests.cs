using CsCheck;
using FedPG.Control.Policies;
using FedPG.Control.Processes;
using FedPG.Kernels.Columns;
using FedPG.Kernels.Lanes;
using FedPG.Options;
using FedPG.Random;

namespace FedPG.Tests.Control.Policies;

public class ControlPolicyTests
{
    private const int Width = 2 * ControlProcess.Block;
    private const double Gamma = 0.9;

    private static readonly ControlShape _shape = new()
    {
        Name = "box",
        StateDimension = 2,
        ActionLow = [-1, 0],
        ActionHigh = [1, 3],
        ObservationScale = [2, 0.5],
        ObservationLevels = [3, 2],
    };

    /// <summary>Whether softmax is a tree of bits, and the options.</summary>
    public static readonly (bool IsBits, PolicyOptions Options)[] All =
    [
        .. from options in new PolicyOptions[]
            {
                new() { Bits = 2 },
                new() { Bits = 5, Floor = 0.1, Decoding = ActionDecoding.Gray },
                new() { Bits = 4, Dimensions = ActionDimensions.Autoregressive, Decoding = ActionDecoding.Midpoints },
                new() { Bits = 2, Features = FeatureKind.Polynomial, Polynomial = new() { Degree = 3 } },
                new() { Bits = 1, Features = FeatureKind.Fourier },
                new() { Bits = 2, Features = FeatureKind.Tiles, Tiles = new() { Tilings = 3, Tiles = 2 } },
                new() { Bits = 3, Features = FeatureKind.OneHot },
                new() { Bits = 3, Features = FeatureKind.Mlp, Mlp = new() { Hidden = [5, 4] } },
            }
          from family in ControlPolicyFamily.Names
          from isBits in family == "softmax" ? [true, false] : new[] { false }
          select (isBits, options with { Family = family }),
        .. from options in new PolicyOptions[]
            {
                new() { Bits = 2 },
                new() { Bits = 3, Features = FeatureKind.OneHot, Floor = 0.1 },
                new() { Bits = 1, Features = FeatureKind.Polynomial },
                new() { Bits = 2, Features = FeatureKind.Fourier, Decoding = ActionDecoding.Gray },
                new() { Bits = 4, Features = FeatureKind.Tiles },
            }
          from family in ControlPolicyFamily.Names.Where(family => family != "flat")
          from isBits in family == "softmax" ? [true, false] : new[] { false }
          select (isBits, options with { Family = family, Dimensions = ActionDimensions.Separate }),
    ];

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, All.Length)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void The_score_is_the_derivative_of_log_pi(int index) =>
        Gen.ULong.Sample(
            seed =>
            {
                var random = new Xoshiro256PlusPlus(seed | 1, 2, 3, 4);
                var policy = Create(index, LaneInstructions.None);
                double[] θ = Parameters(policy, ref random), observation = [random.NextUInt64() % 3, random.NextUInt64() % 2];
                double[] choices = Draw(policy, θ, observation, ref random);
                double[] score = new PolicyProbe(policy).Rate(θ, observation, choices).Score;
                for (int i = 0; i < θ.Length; i++)
                {
                    double step = 1e-5, at = θ[i];
                    θ[i] = at + step;
                    double above = new PolicyProbe(policy).Rate(θ, observation, choices).LogProbability;
                    θ[i] = at - step;
                    double below = new PolicyProbe(policy).Rate(θ, observation, choices).LogProbability;
                    θ[i] = at;
                    score[i].ShouldBe((above - below) / (2 * step), 1e-6 * Math.Max(1, Math.Abs(score[i])));
                }
            },
            iter: 3);

    [Theory]
    [MemberData(nameof(Indices))]
    public void The_probabilities_of_all_actions_sum_to_1(int index)
    {
        var (_, options) = All[index];
        if (options.Family == "gaussian") return;
        var random = new Xoshiro256PlusPlus(1, 2, 3, (ulong)index + 1);
        var policy = Create(index, LaneInstructions.None);
        double[] θ = Parameters(policy, ref random), observation = [1, 0];
        int levels = 1 << options.Bits;
        double sum = 0;
        var actions = new HashSet<(double, double)>();
        for (int first = 0; first < levels; first++)
        {
            for (int second = 0; second < levels; second++)
            {
                double[] choices = options.Family == "flat" ? [first * levels + second] : [first, second];
                var probe = new PolicyProbe(policy).Rate(θ, observation, choices);
                sum += Math.Exp(probe.LogProbability);
                actions.Add((probe.Action[0], probe.Action[1])).ShouldBeTrue();
            }
        }

        sum.ShouldBe(1, 1e-12);
        actions.ShouldAllBe(action => action.Item1 >= -1 && action.Item1 <= 1 && action.Item2 >= 0 && action.Item2 <= 3);
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void Every_instruction_set_gives_the_same_bits(int index) =>
        Gen.ULong.Sample(
            seed =>
            {
                double[] plain = Run(index, LaneInstructions.None, seed);
                Run(index, LaneInstructions.Vector256, seed).ShouldBe(plain);
                Run(index, LaneInstructions.Vector512, seed).ShouldBe(plain);
            },
            iter: 5);

    private static double[] Run(int index, LaneInstructions instructions, ulong seed)
    {
        var random = new Xoshiro256PlusPlus(seed | 1, 2, 3, 4);
        var policy = Create(index, instructions);
        var shape = policy.Shape;
        policy.SetParameters(Parameters(policy, ref random));
        double[] observations = Fill(new double[2 * Width], ref random), uniforms = Fill(new double[shape.Draws * Width], ref random);
        double[] choices = new double[shape.Choices * Width], trace = new double[shape.Trace * Width], ratings = new double[2 * Width];
        double[] credit = Fill(new double[Width], ref random), sums = new double[shape.Sums * ControlProcess.Block];
        double[] actions = new double[2 * Width], gradient = new double[shape.Parameters];
        for (int i = 0; i < observations.Length; i++) observations[i] = Math.Floor((i < Width ? 3 : 2) * observations[i]);
        policy.Choose(observations, uniforms, choices, trace, ratings, Width);
        policy.Act(choices, actions, Width);
        policy.AddScore(choices, trace, credit, sums);
        policy.Finish(sums, gradient);
        return [.. choices, .. trace, .. ratings, .. actions, .. gradient];
    }

    private static ControlPolicy Create(int index, LaneInstructions instructions) =>
        new ControlPolicies(_shape, Gamma, All[index].Options, All[index].IsBits, instructions).Create();

    private static double[] Parameters(ControlPolicy policy, ref Xoshiro256PlusPlus random)
    {
        double[] θ = policy.InitialParameters();
        for (int i = 0; i < θ.Length; i++) θ[i] += 2 * random.NextDouble() - 1;
        return θ;
    }

    private static double[] Draw(ControlPolicy policy, double[] θ, double[] observation, ref Xoshiro256PlusPlus random)
    {
        var rows = new UniformRows(ControlProcess.Block);
        rows.Seed(ref random);
        double[] uniforms = new double[policy.Shape.Draws * ControlProcess.Block];
        rows.Fill(uniforms);
        double[] choices = new double[policy.Shape.Choices * ControlProcess.Block];
        double[] columns = [.. observation.SelectMany(number => Enumerable.Repeat(number, ControlProcess.Block))];
        policy.SetParameters(θ);
        policy.Choose(
            columns, uniforms, choices, new double[policy.Shape.Trace * ControlProcess.Block], new double[2 * ControlProcess.Block],
            ControlProcess.Block);
        return [.. choices.Where((_, i) => i % ControlProcess.Block == 0)];
    }

    private static double[] Fill(double[] numbers, ref Xoshiro256PlusPlus random)
    {
        foreach (ref double number in numbers.AsSpan()) number = random.NextDouble();
        return numbers;
    }
}
