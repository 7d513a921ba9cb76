using FedPG.Algorithms;
using FedPG.Algorithms.DriftCorrection;
using FedPG.Asynchrony;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Tests.Algorithms;

namespace FedPG.Tests.Asynchrony;

/// <summary>
/// Two agents with g_i(θ) = −a_i(θ − c_i), a = (1, 4), c = (0, 1); the second takes four times as long. The optimum of the mean is 0.8, and
/// that of the mean weighted by 1/t_i is 0.5.
/// </summary>
public class AsynchronousRuleTests
{
    private const double StepSize = 3e-4;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void Asynchrony_ends_at_the_optimum_of_the_objective_in_which_fast_agents_count_more(int buffer) =>
        Run("asynchronous", 20_000, new AsynchronousOptions { Buffer = buffer })[^1].ShouldBe(0.5, 5 * StepSize);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void Step_sizes_in_proportion_to_the_time_remove_the_bias(int buffer) =>
        Run("asynchronous", 20_000, new AsynchronousOptions { Buffer = buffer, Rescaled = true })[^1].ShouldBe(0.8, 5 * StepSize);

    [Fact]
    public void Malenia_has_no_bias() => Run("malenia", 200, stepSize: 0.1)[^1].ShouldBe(0.8, 1e-12);

    [Fact]
    public void Rennala_counts_agents_as_often_as_they_arrive() =>
        Run("rennala", 500, new RennalaOptions { Updates = 5 }, stepSize: 0.1)[^1].ShouldBe(0.5, 1e-12);

    [Fact]
    public void Rescaled_steps_have_the_mean_length_of_the_others()
    {
        // Per second the agents arrive 1 + 1/4 times; 8/5 is the harmonic mean of their times.
        var one = new Asynchronous(new AsynchronousOptions { Rescaled = true });
        (1 * one.Scale(1, 1.6) + 0.25 * one.Scale(4, 1.6)).ShouldBe(1.25, 1e-12);
    }

    [Fact]
    public void AFedPG_has_the_numbers_of_its_first_steps()
    {
        var found = Run("afedpg", 5, new AFedPGOptions { Alpha = 0.5, StepSize = 0.01 }, stepSize: 0.1);

        // The first agent arrives at 1, 2, 3 and, before the second, at 4: at θ_0 = 0 its gradient is 0, and θ stays.
        found.Take(4).ShouldAllBe(theta => theta == 0);

        // The second agent's gradient at 0 is 4, and the length of the step does not depend on it.
        found[4].ShouldBe(0.01, 1e-15);
    }

    [Fact]
    public void AFedPG_trains_at_the_lookahead_point_and_moves_along_the_mean_direction()
    {
        // One agent, so that nothing is late: θ_0 = 0, g(θ) = −4(θ − 1), α = 0.25, η = 0.1.
        double theta = 0, before = 0, d = 0;
        var expected = new List<double>();
        for (int k = 0; k < 40; k++)
        {
            double point = theta + 3 * (theta - before), g = -4 * (point - 1);
            d = 0.75 * d + 0.25 * g;
            (theta, before) = (theta + 0.1 * Math.Sign(d), theta);
            expected.Add(theta);
        }

        var found = Run("afedpg", 40, new AFedPGOptions { Alpha = 0.25, StepSize = 0.1 }, agents: [1], stepSize: 0.01);
        for (int k = 0; k < 40; k++) found[k].ShouldBe(expected[k], 1e-12);
    }

    [Theory]
    [InlineData("asynchronous")]
    [InlineData("rennala")]
    [InlineData("malenia")]
    public void With_equal_times_a_step_of_one_update_from_each_agent_is_a_synchronous_round(string mode)
    {
        var specification = new FederationSpecification
        {
            Environments = new SyntheticEnvironment().Build(null),
            Agents = 6,
            Rounds = 8,
            Local = new LocalOptions { Batch = 4, Horizon = 6, Steps = 2 },
        };
        var server = new ServerOptions { Mode = mode, Modes = ExtensionOptions.Of(new AsynchronousOptions { Buffer = 6 }) };
        var participation = FederationCatalogue.Default.CreateParticipation(server, new FaultOptions());
        var steps = SequentialFederation.Run(specification with { Mode = mode, Participation = participation });
        foreach (var (step, round) in steps.Zip(SequentialFederation.Run(specification)))
        {
            step.Parameters.ShouldBe(round.Parameters);
            step.Tally.SimulatedSeconds.ShouldBe(round.Tally.SimulatedSeconds);
        }
    }

    [Fact]
    public void All_trainings_of_a_step_are_counted()
    {
        var outcomes = SequentialFederation.Run(Specification("malenia", 3, [], [0, 1]), null, Catalogue([0, 1], 0.1)).ToList();
        outcomes.Select(outcome => outcome.Participants).ShouldBe([0, 5, 5, 5]);
        outcomes.Select(outcome => outcome.Tally.SimulatedSeconds).ShouldBe([0, 4, 8, 12]);
    }

    private static List<double> Run(
        string mode, int rounds, object? options = null, int[]? agents = null, double stepSize = StepSize) =>
    [
        .. SequentialFederation.Run(
            Specification(mode, rounds, options is null ? [] : [options], agents ?? [0, 1]), null, Catalogue(agents ?? [0, 1], stepSize))
            .Skip(1).Select(outcome => outcome.Parameters[0]),
    ];

    private static FederationSpecification Specification(string mode, int rounds, object[] options, int[] agents) => new()
    {
        Environments = new SyntheticEnvironment().Build(null),
        Rounds = rounds,
        Algorithm = "quadratics",
        Local = new LocalOptions { Steps = 1 },
        Mode = mode,
        Extensions = ExtensionOptions.Of(options),
        Participation = FederationCatalogue.Default.CreateParticipation(
            new ServerOptions { Mode = mode, Modes = ExtensionOptions.Of(options) },
            new FaultOptions { Straggler = new StragglerOptions { Slowness = [.. agents.Select(agent => agent == 0 ? 1.0 : 4)] } }),
    };

    private static FederationCatalogue Catalogue(int[] agents, double stepSize) => FederationCatalogue.Default.WithAlgorithm(
        "quadratics",
        _ => new FedProxPG(
            Quadratics.Problem(localSteps: 1) with
            {
                Agents = agents.Length,
                StepSize = stepSize,
                CreateGradient = () => new Of(agents),
            },
            new FedProxPGOptions { Mu = 0 }));

    /// <summary>Only some of the agents.</summary>
    private sealed class Of(int[] agents) : IAgentGradient
    {
        private readonly Quadratics _gradient = new();

        public void Begin(LocalTask task) => _gradient.Begin(task with { Agent = agents[task.Agent] });

        public void Compute(ReadOnlySpan<double> parameters, Span<double> gradient) => _gradient.Compute(parameters, gradient);

        public void Compare(
            ReadOnlySpan<double> parameters, ReadOnlySpan<double> earlier, Span<double> gradient, Span<double> weighted) =>
            _gradient.Compare(parameters, earlier, gradient, weighted);
    }
}
