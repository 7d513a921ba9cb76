using FedPG.Aggregation;
using FedPG.Algorithms;
using FedPG.Byzantine;
using FedPG.Options;

namespace FedPG.Federation;

/// <content>Attacks of Byzantine agents.</content>
public sealed partial class FederationCatalogue
{
    /// <summary>The names of the attacks, sorted.</summary>
    public IReadOnlyList<string> Attacks => [.. _entries.Attacks.Keys];

    /// <summary>Returns this catalogue with one more attack of Byzantine agents.</summary>
    /// <param name="name">The name, in lower case with hyphens.</param>
    /// <param name="create">Creates the attack.</param>
    /// <exception cref="ArgumentException">The name is not valid or taken.</exception>
    public FederationCatalogue WithAttack(string name, Func<IByzantineAttack> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        return WithAttack(name, (ExtensionOptions _) => create());
    }

    /// <summary>
    /// Returns this catalogue with one more attack of Byzantine agents, with options of its own in the section
    /// <c>fedpg.faults.byzantine.NAME</c>.
    /// </summary>
    /// <typeparam name="TOptions">
    /// The options, a record whose properties carry their defaults and their <see cref="AcceptedAttribute"/> rules.
    /// </typeparam>
    /// <param name="name">The name, in lower case with hyphens.</param>
    /// <param name="create">Creates the attack with its options.</param>
    /// <exception cref="ArgumentException">The name is not valid, or the name or the type of the options is taken.</exception>
    public FederationCatalogue WithAttack<TOptions>(string name, Func<TOptions, IByzantineAttack> create)
        where TOptions : class, new()
    {
        ArgumentNullException.ThrowIfNull(create);
        return WithSection<TOptions>(ExtensionKind.Attack, name)
            .WithAttack(name, (ExtensionOptions options) => create(options.Get<TOptions>()));
    }

    private FederationCatalogue WithAttack(string name, Func<ExtensionOptions, IByzantineAttack> create) =>
        new(_entries with { Attacks = _entries.Attacks.Add(New(name, Attacks), create) });

    /// <summary>The algorithm, with the Byzantine agents of the specification. Without a federation there are none.</summary>
    private IFederatedAlgorithm UnderAttack(
        FederationSpecification specification, Func<FederationSpecification, IFederatedAlgorithm> create)
    {
        var algorithm = create(specification);
        return AttackOf(specification) is { } attack && algorithm.IsFederated
            ? new ByzantineAlgorithm(specification, create, algorithm, attack)
            : algorithm;
    }

    private IAggregator UnderAttack(FederationSpecification specification, IAggregator aggregator) =>
        AttackOf(specification) is { Colludes: true } attack
            ? new Collusion(aggregator, attack, specification.Byzantine, specification.Agents)
            : aggregator;

    private IByzantineAttack? AttackOf(FederationSpecification specification)
    {
        string name = specification.Byzantine.Attack;
        if (!_entries.Attacks.TryGetValue(name, out var create))
            throw new SpecificationException("faults.byzantine.attack", $"'{name}'", string.Join(", ", Attacks));
        return specification.Byzantine.IsOn ? create(specification.Extensions) : null;
    }
}
