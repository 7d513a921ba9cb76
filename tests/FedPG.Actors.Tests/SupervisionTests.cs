using Akka.Actor;
using FedPG.Actors.Hierarchy;

namespace FedPG.Actors.Tests;

public class SupervisionTests
{
    public static TheoryData<Exception, Directive> Cases => new()
    {
        { new SimulatedCrashException(1, 2, 3, isFatal: false), Directive.Restart },
        { new SimulatedCrashException(1, 2, 3, isFatal: true), Directive.Stop },
        { new ActorInitializationException("no such thing"), Directive.Escalate },
        { new ActorKilledException("kill"), Directive.Restart },
        { new InvalidOperationException(), Directive.Restart },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_kind_of_failure_has_its_directive(Exception failure, Directive directive) =>
        Supervision.Decide(failure).ShouldBe(directive);

    [Fact]
    public void Every_line_of_the_table_is_reached_by_a_case() =>
        Cases.Select(line => Supervision.Table.ToList().FindIndex(rule => rule.Fits((Exception)line[0])))
        .ShouldBe(Enumerable.Range(0, Supervision.Table.Count));
}
