using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace FedPG.Architecture.Tests.Namespaces;

/// <summary>Which namespace of an assembly refers to which other one, by its compiled code: signatures, bases, attributes' owners and
/// bodies.</summary>
internal sealed class NamespaceGraph
{
    private readonly SortedDictionary<string, SortedSet<string>> _references = new(StringComparer.Ordinal);

    private NamespaceGraph()
    {
    }

    /// <summary>The references of a namespace, by namespace.</summary>
    public IReadOnlyDictionary<string, SortedSet<string>> References => _references;

    public static NamespaceGraph Of(string assemblyFile)
    {
        var graph = new NamespaceGraph();
        using var module = ModuleDefinition.ReadModule(assemblyFile);
        foreach (var type in module.GetAllTypes().Where(type => !IsGenerated(type)))
        {
            foreach (var reference in TypeReferences.Of(type)) graph.Add(type, reference);
        }

        return graph;
    }

    private void Add(TypeDefinition type, TypeReference reference)
    {
        if (reference.Scope is not ModuleDefinition) return;
        (string from, string to) = (Outermost(type).Namespace, Outermost(reference).Namespace);
        if (from.Length == 0 || to.Length == 0 || from == to) return;
        if (!_references.TryGetValue(from, out var targets)) _references[from] = targets = new(StringComparer.Ordinal);
        targets.Add(to);
    }

    private static bool IsGenerated(TypeDefinition type) => Outermost(type).Namespace.Length == 0;

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is null ? type : Outermost(type.DeclaringType);
}
