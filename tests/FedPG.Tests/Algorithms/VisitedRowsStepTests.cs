using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Kernels.Tables;
using FedPG.Options;
using FedPG.Random;

namespace FedPG.Tests.Algorithms;

public class VisitedRowsStepTests
{
    [Theory]
    [InlineData("garnet", 3, 0.0)]
    [InlineData("garnet", 20, 0.3)]
    [InlineData("garnet", 80, 0.3)]
    [InlineData("synthetic", 4, 0.0)]
    [InlineData("synthetic", 9, 0.3)]
    public void Steps_have_the_bits_of_steps_that_compute_all_rows(string world, int actions, double temperature)
    {
        var specification = new FederationSpecification
        {
            Environments = world == "garnet"
                ? new GarnetEnvironment { States = 700, Actions = actions }.Build(null)
                : new SyntheticEnvironment { States = 300, Actions = actions }.Build(null),
            Agents = 2,
            Local = new LocalOptions { Steps = 3, Batch = 19, Horizon = 11, StepSize = 7 },
        };
        var environments = specification.PhasedEnvironments;
        var visited = VisitedRowsStep.For(specification, temperature).ShouldBeOfType<VisitedRowsStep>();
        var whole = new GradientStep(specification, environments, specification.CreatePolicy, temperature);
        var draws = new System.Random(3);
        double[] broadcast = [.. Enumerable.Range(0, environments.States * actions).Select(_ => 4 * draws.NextDouble() - 2)];
        for (int agent = 0; agent < 4; agent++)
        {
            var sampler = EnvironmentSampler.ForTypes(environments)[agent % 2];
            double[] parameters = [.. broadcast], expected = [.. broadcast];
            TrainingAgent[] one = [new(sampler, RandomStreams.For(StreamPurpose.Training, 1, 2, agent), parameters)],
                other = [new(sampler, RandomStreams.For(StreamPurpose.Training, 1, 2, agent), expected)];
            for (int step = 0; step < 3; step++)
            {
                visited.Apply(one, isFirst: step == 0);
                whole.Apply(other, isFirst: step == 0);
                parameters.ShouldBe(expected);
            }

            parameters.ShouldNotBe(broadcast);
        }
    }

    [Fact]
    public void Worlds_whose_states_may_all_be_visited_are_stepped_as_a_whole()
    {
        var specification = new FederationSpecification
        {
            Environments = new SyntheticEnvironment { States = 399 }.Build(null),
            Agents = 2,
            Local = new LocalOptions { Batch = 20, Horizon = 20 },
        };
        VisitedRowsStep.For(specification, 0).ShouldBeOfType<GradientStep>();
    }
}
