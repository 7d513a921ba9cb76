using System.Collections.Immutable;

namespace FedPG.Policies;

/// <summary>The families of policies that <c>policy.family</c> can name. Immutable.</summary>
public sealed class PolicyCatalogue
{
    private readonly ImmutableSortedDictionary<string, Func<PolicyContext, DifferentiablePolicy>> _families;

    private PolicyCatalogue(ImmutableSortedDictionary<string, Func<PolicyContext, DifferentiablePolicy>> families) => _families = families;

    /// <summary>The families of this library.</summary>
    public static PolicyCatalogue Default { get; } =
        new PolicyCatalogue(ImmutableSortedDictionary.Create<string, Func<PolicyContext, DifferentiablePolicy>>(StringComparer.Ordinal))
            .With(PolicyFamily.Softmax, context => new SoftmaxPolicy(context.States, context.Actions))
            .With(PolicyFamily.Tsallis, context => new TsallisPolicy(context.States, context.Actions, context.Options.Tsallis.Alpha));

    /// <summary>The names, sorted.</summary>
    public IReadOnlyList<string> Names => [.. _families.Keys];

    /// <summary>Returns this catalogue with one more family.</summary>
    /// <param name="name">The name.</param>
    /// <param name="create">Creates a policy.</param>
    public PolicyCatalogue With(string name, Func<PolicyContext, DifferentiablePolicy> create) => new(_families.Add(name, create));

    /// <summary>Creates a policy of the family that the options name.</summary>
    /// <exception cref="SpecificationException">No family has that name.</exception>
    public DifferentiablePolicy Create(PolicyContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return _families.TryGetValue(context.Options.Family, out var create)
            ? create(context)
            : throw new SpecificationException("policy.family", $"'{context.Options.Family}'", string.Join(", ", Names));
    }
}
