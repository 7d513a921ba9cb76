using FedPG.Algorithms;
using FedPG.Control.Environments;

namespace FedPG.Tests.Algorithms;

public class AgentGradientTests
{
    [Fact]
    public void Continuous_states_are_refused_with_the_algorithms_name()
    {
        var specification = new FederationSpecification { Environments = new PendulumEnvironment().Build(null), Algorithm = "mine" };
        Should.Throw<SpecificationException>(() => new AgentGradient(specification, specification.CreatePolicy))
            .Message.ShouldBe("environment: found continuous states; accepted: finitely many states with mine");
    }
}
