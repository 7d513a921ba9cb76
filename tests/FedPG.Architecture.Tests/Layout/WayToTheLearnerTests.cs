using FedPG.Architecture.Tests.Namespaces;
using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace FedPG.Architecture.Tests.Layout;

/// <summary>
/// What has to be read to follow a training from an edge to a learner and back. Counted are all lines, comments and blank ones too, of the
/// agent, what trains agents, what runs them, their messages and their link; and the top-level types of these, messages apart. Akka's two
/// plug-in points (a configurator for an executor, a queue for a mailbox) are nested in the types that they plug in.
/// </summary>
public class WayToTheLearnerTests
{
    private const string Actors = "src/FedPG.Actors/";
    private const string Edge = "FedPG.Actors.Hierarchy.EdgeActor";
    private const string Agent = "FedPG.Actors.Hierarchy.AgentActor";
    private const string Learner = "FedPG.Algorithms.ILearner";

    /// <summary>These numbers only get smaller. The edge itself is 239 lines more.</summary>
    private const int Lines = 977, Types = 8;

    private static readonly string[] Files =
    [
        "Hierarchy/AgentActor.cs", "Links/AgentLink.cs", "Protocol/TrainingRequest.cs", "Protocol/Updates.cs",
        "Runtime/ComputeDispatcher.cs",
    ];

    [Fact]
    public void The_way_from_the_edge_to_the_learner_is_short_enough_to_be_read_in_one_sitting()
    {
        var files = Repository.Sources(Actors + "Training", Actors + "Dispatch")
            .Concat(Files.Select(file => Path.Combine(Repository.Root, Actors + file)));
        var lines = files.Select(file => (File: Repository.Relative(file), Lines: File.ReadLines(file).Count())).ToList();
        lines.Sum(file => file.Lines).ShouldBeLessThanOrEqualTo(Lines, string.Join('\n', lines));
    }

    [Fact]
    public void At_most_eight_types_are_between_the_edge_and_the_learner()
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, "FedPG.Actors.dll"));
        var counted = module.Types.Where(IsCounted).Select(type => type.FullName).ToList();
        counted.Count.ShouldBeLessThanOrEqualTo(Types, string.Join('\n', counted));

        // Whatever the edge reaches and reaches the learner is counted.
        var references = module.GetAllTypes()
            .GroupBy(Outermost)
            .ToDictionary(group => group.Key, group => group.SelectMany(TypeReferences.Of).Select(Outermost).ToHashSet());
        var between = From(Edge, references).Where(type => From(type, references).Contains(Learner));
        between.Except(counted).ShouldBe([Edge, Learner], ignoreOrder: true);
    }

    private static bool IsCounted(TypeDefinition type) =>
        type.Namespace is "FedPG.Actors.Training" or "FedPG.Actors.Dispatch" || type.FullName == Agent;

    private static HashSet<string> From(string start, Dictionary<string, HashSet<string>> references)
    {
        var reached = new HashSet<string> { start };
        var next = new Stack<string>(reached);
        while (next.TryPop(out string? type))
        {
            foreach (string reference in references.GetValueOrDefault(type) ?? [])
            {
                if (reached.Add(reference)) next.Push(reference);
            }
        }

        return reached;
    }

    private static string Outermost(TypeReference type) => type.DeclaringType is null ? type.FullName : Outermost(type.DeclaringType);
}
