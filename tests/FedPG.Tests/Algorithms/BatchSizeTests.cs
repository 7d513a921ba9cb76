using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Kernels.Lanes;
using FedPG.Options;

namespace FedPG.Tests.Algorithms;

public class BatchSizeTests
{
    [Theory]
    [InlineData(2, 20, 2, 2)]
    [InlineData(2, 500, 1, 2)]
    [InlineData(2, 500, 2, 1)]
    [InlineData(7, 500, 2, 1)]
    [InlineData(8, 500, 2, 2)]
    public void Long_trainings_of_few_agents_run_on_separate_threads(int agents, int batch, int threads, int size)
    {
        var algorithm = FederationCatalogue.Default.CreateAlgorithm(new FederationSpecification
        {
            Environments = new SyntheticEnvironment().Build(null),
            Agents = agents,
            Local = new LocalOptions { Batch = batch },
        });
        BatchSize.On(algorithm, algorithm.CreateLearner(), threads).ShouldBe(LaneRollOut512.IsSupported ? size : 1);
    }
}
