using FedPG.Algorithms;
using FedPG.Byzantine;
using FedPG.Control.Environments;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Kernels.Tables;
using FedPG.Options;
using FedPG.Policies;

namespace FedPG.Tests.Algorithms;

/// <summary>Algorithms and attacks of other assemblies, which see public members only.</summary>
public class OwnAlgorithmTests
{
    private static readonly FederationCatalogue Catalogue = FederationCatalogue.Default
        .WithAlgorithm("mine", specification =>
            new Mine(specification, FederationCatalogue.Default.CreateAlgorithm(specification with { Algorithm = "s-fedpg" })))
        .WithAlgorithm("tabular", specification => new Tabular())
        .WithAttack("worlds", () => new OtherWorlds())
        .WithAttack("updates", () => new OtherUpdates());

    public static TheoryData<IEnvironmentFamily> Families => [new SyntheticEnvironment { EpsilonR = 0.5 }, new CartPoleEnvironment()];

    [Theory]
    [MemberData(nameof(Families))]
    public void An_algorithm_around_a_built_in_one_follows_its_gradients_whether_states_are_finite_or_continuous(IEnvironmentFamily family)
    {
        var specification = Specification(family);
        var expected = SequentialFederation.Run(specification).Last();
        var found = SequentialFederation.Run(specification with { Algorithm = "mine" }, catalogue: Catalogue).Last();
        found.Parameters.ShouldBe(expected.Parameters);
    }

    [Fact]
    public void An_algorithm_over_tables_is_refused_where_states_are_continuous() =>
        Should.Throw<SpecificationException>(
            () => Catalogue.CreateAlgorithm(Specification(new CartPoleEnvironment()) with { Algorithm = "tabular" }))
            .Message.ShouldBe("environment: found continuous states; accepted: finitely many states with tabular");

    [Fact]
    public void An_attack_on_finite_environments_is_refused_where_it_would_do_nothing()
    {
        var specification = Specification(new CartPoleEnvironment()) with { Byzantine = new() { Agents = [1], Attack = "worlds" } };
        Should.Throw<SpecificationException>(() => Catalogue.CreateAlgorithm(specification))
            .Message.ShouldBe("environment: found continuous states; accepted: finitely many states with the attack 'worlds'");
        specification = specification with { Byzantine = specification.Byzantine with { Attack = "updates" } };
        Catalogue.CreateAlgorithm(specification).Name.ShouldBe("s-fedpg");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Sampling_tables_are_built_once_for_all_threads(int period)
    {
        var specification = Specification(new SyntheticEnvironment()) with { Policy = new PolicyOptions { Period = period } };
        EnvironmentSampler.ForTypes(specification.PhasedEnvironments)
            .ShouldBeSameAs(EnvironmentSampler.ForTypes((specification with { Seed = 1 }).PhasedEnvironments));
    }

    private static FederationSpecification Specification(IEnvironmentFamily family) => new()
    {
        Environments = family.Build(null),
        Agents = 3,
        Rounds = 3,
        Local = new LocalOptions { Steps = 2, Batch = 4, Horizon = 10, StepSize = 0.1 },
    };

    private sealed class Mine(FederationSpecification specification, IFederatedAlgorithm basis) : DelegatingAlgorithm(basis)
    {
        public override string Name => "mine";

        public override ILearner CreateLearner() => new Learner(new AgentGradient(specification, Inner), specification.Local);

        private sealed class Learner(AgentGradient gradient, LocalOptions local) : ILearner
        {
            public void Train(in TrainingBatch batch)
            {
                for (int i = 0; i < batch.Tasks.Length; i++)
                {
                    double[] θ = batch.Updates[i], direction = new double[θ.Length];
                    batch.Broadcast.CopyTo(θ);
                    gradient.Begin(batch.Tasks[i]);
                    for (int h = 0; h < local.Steps; h++)
                    {
                        gradient.Compute(θ, direction);
                        for (int k = 0; k < θ.Length; k++) θ[k] += local.StepSize * direction[k];
                    }
                }
            }
        }
    }

    private sealed class Tabular : IFederatedAlgorithm
    {
        public string Name => "tabular";

        public int ParameterCount => 1;

        public int Participants => 3;

        public long StepsPerTraining => 0;

        public int Policies => 1;

        public IReadOnlyList<string> Notices => [];

        public Policy CreatePolicy() => throw new NotSupportedException();

        public ILearner CreateLearner() => throw new NotSupportedException();
    }

    private sealed class OtherWorlds : IByzantineAttack
    {
        public EnvironmentSet Corrupt(EnvironmentSet environments) => environments.ScoredUnder([.. environments.InitialDistribution]);
    }

    private sealed class OtherUpdates : IByzantineAttack
    {
        public void Forge(LocalTask task, ReadOnlySpan<double> broadcast, Span<double> update) => update.Clear();
    }
}
