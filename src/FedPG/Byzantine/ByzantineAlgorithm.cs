using System.Globalization;
using FedPG.Algorithms;
using FedPG.Control;
using FedPG.Environments;

namespace FedPG.Byzantine;

/// <summary>An algorithm some of whose agents are Byzantine. The server does not know which.</summary>
internal sealed class ByzantineAlgorithm : DelegatingAlgorithm
{
    private readonly FederationSpecification _specification;
    private readonly IFederatedAlgorithm? _corrupt;
    private readonly IByzantineAttack _attack;

    /// <summary>Adds Byzantine agents to an algorithm.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="create">Creates the algorithm for a specification, which may have other environments.</param>
    /// <param name="honest">The algorithm.</param>
    /// <param name="attack">The attack.</param>
    /// <exception cref="SpecificationException">The options do not fit the number of agents.</exception>
    public ByzantineAlgorithm(
        FederationSpecification specification, Func<FederationSpecification, IFederatedAlgorithm> create, IFederatedAlgorithm honest,
        IByzantineAttack attack)
        : base(honest)
    {
        (_specification, _attack) = (specification, attack);
        int count = ByzantineAgents.Count(specification.Byzantine, specification.Agents);
        var environments = specification.Environments;
        EnvironmentTypes corrupted = environments is ControlEnvironments control
            ? Corrupt(control, attack, specification.Byzantine.Attack)
            : attack.Corrupt(specification.FiniteEnvironments);
        if (!ReferenceEquals(corrupted, environments)) _corrupt = create(specification with { Environments = corrupted });
        string notice = string.Create(
            CultureInfo.InvariantCulture,
            $"{count:N0} of {specification.Agents:N0} agents are Byzantine ({specification.Byzantine.Attack}); "
            + $"the objective is the mean over all agents' environments");
        Notices = [.. honest.Notices, notice];
    }

    public override IReadOnlyList<string> Notices { get; }

    /// <summary>Refuses attacks from extensions on environments: they know finite ones only, and would do nothing here.</summary>
    private static ControlEnvironments Corrupt(ControlEnvironments environments, IByzantineAttack attack, string name)
    {
        var corrupted = attack.Corrupt(environments);
        if (!ReferenceEquals(corrupted, environments)) return corrupted;
        var finite = Probe(environments);
        if (ReferenceEquals(attack.Corrupt(finite), finite)) return environments;
        throw new SpecificationException("environment", "continuous states", $"finitely many states with the attack '{name}'");
    }

    /// <summary>A small finite environment with as many types.</summary>
    private static EnvironmentSet Probe(EnvironmentTypes environments)
    {
        var process = new MarkovDecisionProcess("probe", 2, 2, [1, 0, 0, 1, 0, 1, 1, 0], [0, 1, 1, 0]);
        return new EnvironmentSet(environments.Discount, [0.5, 0.5], [.. Enumerable.Repeat(process, environments.TypeCount)]);
    }

    public override ILearner CreateLearner() => new ByzantineLearner(
        Inner, _corrupt?.CreateLearner(), _attack, _specification.Byzantine, _specification.Agents);
}
