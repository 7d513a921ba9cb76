using System.Reflection;
using FedPG.Actors.Protocol;
using FedPG.Actors.Wire;
using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Options;
using FedPG.Participation;

namespace FedPG.Actors.Tests.Wire;

/// <summary>If the codec missed an option added later, nodes would train with the option's default. So every property is changed in
/// turn.</summary>
public class RunCodecTests
{
    private static readonly FederationSpecification Default = TravellingMessages.Specification();

    public static TheoryData<string> Properties => [.. Changes(Default, "").Select(change => change.Name)];

    [Theory]
    [MemberData(nameof(Properties))]
    public void Every_property_of_a_run_reaches_its_nodes(string property)
    {
        var changed = (FederationSpecification)Changes(Default, "").Single(change => change.Name == property).Value;
        Bits.Of(changed).ShouldNotBe(Bits.Of(Default));
        Bits.Of(Sent(changed)).ShouldBe(Bits.Of(changed));
    }

    [Fact]
    public void Of_the_participation_the_network_is_sent_and_the_schedule_stays_with_the_server()
    {
        var server = new ServerOptions { Participation = 0.5 };
        var network = new NetworkOptions { Loss = 0.1 };
        var model = Sent(Default with { Participation = new FaultModel(server, [], network) }).Participation.ShouldBeOfType<FaultModel>();
        model.Network.ShouldBe(network);
        model.Server.ShouldBe(new ServerOptions());
        var faultless = Default with { Participation = new FaultModel(server, [], new NetworkOptions()) };
        Sent(faultless).Participation.ShouldBeSameAs(FullParticipation.Instance);
    }

    [Fact]
    public void Numbers_arrive_to_the_last_bit()
    {
        var changed = Default with
        {
            Local = new LocalOptions { StepSize = double.BitIncrement(0.1) },
            Entropy = new EntropyOptions { Threshold = ImprovementThreshold.Of(double.BitIncrement(0.3)) },
        };
        Bits.Of(Sent(changed)).ShouldBe(Bits.Of(changed));
    }

    [Fact]
    public void The_shares_of_the_agents_reach_the_nodes()
    {
        var finite = Default.FiniteEnvironments;
        int types = finite.TypeCount;
        TypeShares[] all =
        [
            TypeShares.OfCounts([.. Enumerable.Range(1, types)]), TypeShares.OfWeights([.. Enumerable.Repeat(0.3, types)]),
        ];
        foreach (var shares in all)
        {
            var environments = new EnvironmentSet(finite.Discount, finite.InitialDistribution.AsSpan(), finite.Types) { Shares = shares };
            var changed = Default with { Environments = environments };
            Bits.Of(Sent(changed)).ShouldBe(Bits.Of(changed));
        }
    }

    [Fact]
    public void The_actions_of_the_states_and_the_ends_reach_the_nodes()
    {
        var changed = Default with { Environments = Federations.Episodes() };
        Bits.Of(changed).ShouldContain("TerminalStates = [2]");
        Bits.Of(Sent(changed)).ShouldBe(Bits.Of(changed));
    }

    [Fact]
    public void Lists_of_successors_arrive_as_lists()
    {
        var sparse = Default with { Environments = new GarnetEnvironment { States = 600 }.Build(null) };
        var arrived = ((EnvironmentSet)Sent(sparse).Environments).Types;
        var types = ((EnvironmentSet)sparse.Environments).Types;
        for (int type = 0; type < types.Length; type++)
        {
            arrived[type].Kernel.IsSparse.ShouldBeTrue();
            arrived[type].HasSameDynamics(types[type]).ShouldBeTrue();
        }
    }

    private static FederationSpecification Sent(FederationSpecification specification) =>
        ((HostRun)Codec.Decode("host", Codec.Encode(new HostRun(RunId.New(), 1, specification, null)))).Specification;

    /// <summary>The record with each of its properties changed in turn, including those of nested options.</summary>
    private static IEnumerable<(string Name, object Value)> Changes(object options, string path)
    {
        foreach (var property in Bits.Properties(options).Where(property => property.CanWrite))
        {
            object value = property.GetValue(options)!;
            bool isNested = property.PropertyType.IsClass && property.PropertyType.Namespace == typeof(LocalOptions).Namespace;
            var changes = isNested
                ? Changes(value, $"{path}{property.Name}.")
                : value is IParticipation
                ? Networks($"{path}{property.Name}.")
                : [($"{path}{property.Name}", Other(value, property))];
            foreach (var (name, changed) in changes) yield return (name, With(options, property, changed));
        }
    }

    private static IEnumerable<(string Name, object Value)> Networks(string path) =>
        Changes(new NetworkOptions(), path)
            .Select(change => (change.Name, (object)new FaultModel(new ServerOptions(), [], (NetworkOptions)change.Value)));

    private static object Other(object value, PropertyInfo property) => value switch
    {
        bool flag => !flag,
        int number => number + 1,
        long number => number + 1,
        double number => (number + 0.7) / 2,
        string text => text + "-other",
        Enum option => Enum.GetValues(property.PropertyType).Cast<object>().First(other => !other.Equals(option)),
        int[] numbers => (int[])[.. numbers, 3],
        double[][] rows => (double[][])[.. rows, [0.5]],
        ImprovementThreshold => ImprovementThreshold.Of(0.25),
        EnvironmentSet => new GarnetEnvironment { States = 3, Actions = 2, Branching = 2 }.Build(null).ScoredUnder([0.5, 0.25, 0.25]),
        _ => throw new NotSupportedException($"say what another {property.PropertyType.Name} than that of {property.Name} is"),
    };

    private static object With(object record, PropertyInfo property, object value)
    {
        object copy = record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;
        property.SetValue(copy, value);
        return copy;
    }
}
