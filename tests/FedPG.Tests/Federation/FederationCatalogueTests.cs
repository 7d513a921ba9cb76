using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Participation;
using FedPG.Policies;

namespace FedPG.Tests.Federation;

public class FederationCatalogueTests
{
    private static readonly FederationCatalogue Default = FederationCatalogue.Default;

    [Fact]
    public void The_built_in_environments_have_their_names() => Default.Environments.Keys.ShouldBe(
    [
        "acrobot", "bang-bang-lqr", "bit-bandit", "cart-pole", "chain-lqr", "challenging-gridworld", "challenging-mdp", "garnet",
        "gridworld", "lqr", "mountain-car-continuous", "pendulum", "product-servo", "random-mdp", "swimmer", "synthetic", "windy-cliff",
    ]);

    [Fact]
    public void Every_built_in_environment_builds_with_its_defaults()
    {
        foreach (var (name, definition) in Default.Environments)
        {
            var family = (IEnvironmentFamily)Activator.CreateInstance(definition)!;
            family.Build(0.5).Discount.ShouldBe(0.5, name);
            if (family is not IEnvironmentDefinition built) continue;
            built.Build(null).Types.Length.ShouldBe(2, name);
            built.Build(null).Discount.ShouldBe(name == "windy-cliff" ? 0.95 : 0.99, name);
        }
    }

    [Fact]
    public void Adding_to_a_catalogue_leaves_the_catalogue_as_it_was()
    {
        var more = Extended();
        more.Extensions.ShouldBe(
            ["aggregator last", "algorithm patient", "environment mine", "estimator guess", "fault strike", "policy flat"]);
        Default.Extensions.ShouldBeEmpty();
        Default.Environments.ContainsKey("mine").ShouldBeFalse();
    }

    [Fact]
    public void An_algorithm_gets_its_options()
    {
        var specification = Specification() with { Algorithm = "patient" };
        int Rounds(FederationSpecification of) => ((Patient)Extended().CreateAlgorithm(of)).Options.Rounds;
        Rounds(specification).ShouldBe(3);
        Rounds(specification with { Extensions = ExtensionOptions.Of(new PatientOptions { Rounds = 7 }) }).ShouldBe(7);
    }

    [Fact]
    public void Algorithms_get_the_estimators_and_policies_of_their_catalogue()
    {
        var specification = Specification() with
        {
            Local = new LocalOptions { Estimator = "guess" },
            Policy = new PolicyOptions { Family = "flat" },
        };
        double[] Update(FederationCatalogue catalogue, FederationSpecification of)
        {
            double[] update = new double[20];
            catalogue.CreateAlgorithm(of).CreateLearner().Train(new LocalTask(0, 1, 0), new double[20], update);
            return update;
        }

        Update(Extended(), specification).ShouldBe(Update(Default, Specification()));
        Should.Throw<SpecificationException>(() => Update(Default, specification)).Message
            .ShouldBe("local.estimator: found 'guess'; accepted: exact, exact-critic, expected, sampled");
    }

    [Fact]
    public void Options_out_of_range_are_refused() => Should.Throw<SpecificationException>(() => Extended().CreateAlgorithm(
            Specification() with { Algorithm = "patient", Extensions = ExtensionOptions.Of(new PatientOptions { Rounds = 0 }) }))
        .Message.ShouldBe("PatientOptions.Rounds: found 0; accepted: a finite number of at least 1");

    [Fact]
    public void A_fault_is_drawn_if_its_options_turn_it_on()
    {
        var schedule = Extended()
            .CreateParticipation(
                new ServerOptions(), new FaultOptions { Extensions = ExtensionOptions.Of(new StrikeOptions { Round = 2 }) })
            .Start(new ScheduleKey(Seed: 0, Agents: 3, LocalSteps: 1));
        schedule.Next([])[0].Attendance.ShouldBe(Attendance.Counts);
        schedule.Next([])[0].Attendance.ShouldBe(Attendance.Absent);
        Extended().CreateParticipation(new ServerOptions(), new FaultOptions()).ShouldBe(FullParticipation.Instance);
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_known_names()
    {
        Should.Throw<SpecificationException>(() => Extended().CreateAlgorithm(Specification() with { Algorithm = "patent" }))
            .Message.ShouldContain("patient");
        Should.Throw<SpecificationException>(() => Create(Extended(), Specification() with { Aggregator = "first" }))
            .Message.ShouldBe($"server.aggregator: found 'first'; accepted: {string.Join(", ", Extended().Aggregators)}");
        Extended().Aggregators.ShouldContain("last");
    }

    [Theory]
    [InlineData("s-fedpg")]
    [InlineData("Mine")]
    [InlineData("my algorithm")]
    [InlineData("-mine")]
    [InlineData("")]
    public void A_taken_or_invalid_name_is_refused(string name) =>
        Should.Throw<ArgumentException>(
            () => Default.WithAlgorithm(name, specification => new Patient(specification, new PatientOptions())));

    [Fact]
    public void Options_belong_to_one_extension() => Should.Throw<ArgumentException>(() => Extended()
        .WithAlgorithm<PatientOptions>("more-patient", (specification, options) => new Patient(specification, options)));

    private static IAggregator Create(FederationCatalogue catalogue, FederationSpecification specification) =>
        catalogue.CreateAggregator(specification, catalogue.CreateAlgorithm(specification));

    private static FederationSpecification Specification() => new() { Environments = new SyntheticEnvironment().Build(null) };

    private static FederationCatalogue Extended() => Default
        .WithAlgorithm<PatientOptions>("patient", (specification, options) => new Patient(specification, options))
        .WithEnvironment<GarnetEnvironment>("mine")
        .WithAggregator("last", () => new MeanAggregator())
        .WithEstimator("guess", context => Default.Estimators.Create(context with { Local = new LocalOptions() }))
        .WithPolicy("flat", context => new SoftmaxPolicy(context.States, context.Actions))
        .WithFault<StrikeOptions>("strike", options => options.Round > 0 ? new Strike(options) : null);

    private sealed record PatientOptions
    {
        [AtLeast(1)] public int Rounds { get; init; } = 3;
    }

    /// <summary>S-FedPG by another name.</summary>
    private sealed class Patient(FederationSpecification specification, PatientOptions options) : IFederatedAlgorithm
    {
        private readonly IFederatedAlgorithm _inner = Default.CreateAlgorithm(specification with { Algorithm = "s-fedpg" });

        public PatientOptions Options => options;

        public string Name => "patient";

        public int ParameterCount => _inner.ParameterCount;

        public int Participants => _inner.Participants;

        public long StepsPerTraining => _inner.StepsPerTraining;

        public int Policies => _inner.Policies;

        public IReadOnlyList<string> Notices => _inner.Notices;

        public Policy CreatePolicy() => _inner.CreatePolicy();

        public ILearner CreateLearner() => _inner.CreateLearner();

        public MassMoved Improve(Span<double> average) => _inner.Improve(average);
    }

    private sealed record StrikeOptions
    {
        [AtLeast(0)] public int Round { get; init; }
    }

    /// <summary>All agents are absent in one round.</summary>
    private sealed class Strike(StrikeOptions options) : IFault, IFaultProcess
    {
        public IFaultProcess Start(ScheduleKey key) => this;

        public void Apply(int round, int agent, double start, ref AgentFate fate) => fate.IsAbsent |= round == options.Round;
    }
}
