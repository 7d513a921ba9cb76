using System.Reflection;
using FedPG.Actors;
using FedPG.Actors.Hierarchy;
using FedPG.Actors.Protocol;

namespace FedPG.TestKit.Tests;

public class CompletenessTests
{
    private static readonly List<object> Exercised =
    [
        .. typeof(CompletenessTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetCustomAttributes<ExercisesAttribute>())
            .SelectMany(exercises => exercises.Parts)
            .Distinct(),
    ];

    [Fact]
    public void Every_message_of_the_protocol_is_exercised_by_a_test()
    {
        var messages = typeof(ActorRuntime).Assembly.GetTypes()
            .Where(type => type is { IsClass: true } && type.IsAssignableTo(typeof(IRoundMessage)));
        Exercised.OfType<Type>().ShouldBe(messages, ignoreOrder: true);
    }

    [Fact]
    public void Every_row_of_the_supervision_table_is_exercised_by_a_test() =>
        Exercised.OfType<string>().ShouldBe(Supervision.Table.Select(rule => rule.Failure), ignoreOrder: true);
}
