using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Experiments.Execution;
using FedPG.Experiments.Specification;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Experiments.Tests.Execution;

public class AggregateMemoryTests
{
    [Fact]
    public void Updates_that_exceed_the_memory_of_the_machine_are_refused_and_a_sum_is_not()
    {
        var environment = new ChallengingMdpEnvironment();
        var settings = new RunSettings { Environment = environment, Server = new ServerOptions { Aggregator = "huge" } };
        var algorithm = FederationCatalogue.Default.CreateAlgorithm(new FederationSpecification { Environments = environment.Build(null) });
        RunMemory.RequireAggregate(settings, algorithm, new Huge(algorithm.ParameterCount));
        Should.Throw<SpecificationException>(() => RunMemory.RequireAggregate(settings, algorithm, new Huge(1L << 50)))
            .Message.ShouldStartWith("server.aggregator: found 'huge' with 2 agents, about ");
    }

    private sealed class Huge(long length) : IAggregator
    {
        public long Length(int parameters, int updates) => length;

        public double[] Lift(in PartialAggregate update) => update.Numbers!;

        public double[] Merge(in PartialAggregate left, in PartialAggregate right) => left.Numbers!;

        public double[] Complete(in PartialAggregate root, in AggregationRound round) => root.Numbers!;
    }
}
