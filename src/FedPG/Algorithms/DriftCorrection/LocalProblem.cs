using System.Collections.Immutable;
using FedPG.Options;
using FedPG.Policies;

namespace FedPG.Algorithms.DriftCorrection;

/// <summary>What an algorithm with its own local rule needs: the agents' objectives with their gradients, and the server's T_τ.</summary>
internal sealed record LocalProblem
{
    /// <summary>The length of θ.</summary>
    public required int ParameterCount { get; init; }

    /// <summary>θ_0.</summary>
    public required ImmutableArray<double> InitialParameters { get; init; }

    /// <summary>M.</summary>
    public required int Agents { get; init; }

    /// <summary>H.</summary>
    public required int LocalSteps { get; init; }

    /// <summary>η.</summary>
    public required double StepSize { get; init; }

    /// <summary>Environment steps of one gradient.</summary>
    public long StepsPerGradient { get; init; }

    /// <summary>Creates the policy of θ.</summary>
    public required Func<Policy> CreatePolicy { get; init; }

    /// <summary>Creates the agents' gradients, for one thread.</summary>
    public required Func<IAgentGradient> CreateGradient { get; init; }

    /// <summary>Creates the agents' gradients without sampling; null if there are only sampled ones.</summary>
    public Func<IAgentGradient>? CreateExactGradient { get; init; }

    /// <summary>An agent of each type, with the share of the agents that have the type.</summary>
    public required ImmutableArray<(int Agent, double Share)> Types { get; init; }

    /// <summary>The algorithm whose server's step T_τ and notices are used; null: no step and no notices.</summary>
    public IFederatedAlgorithm? Basis { get; init; }

    /// <summary>Whether the server's step is the identity.</summary>
    public bool IsAveraging { get; init; } = true;

    /// <summary>The problem of a base algorithm: its policy, regularisation and improvement operator.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="algorithm">The base: s-fedpg, rs-fedpg or b-rs-fedpg.</param>
    /// <exception cref="SpecificationException">The settings do not fit the base.</exception>
    public static LocalProblem Of(FederationSpecification specification, string algorithm)
    {
        var basis = algorithm switch
        {
            "s-fedpg" => SFedPG.Create(specification),
            "rs-fedpg" => RSFedPG.Create(specification),
            _ => BRSFedPG.Create(specification),
        };
        double temperature = algorithm == "s-fedpg" ? 0 : specification.Entropy.Temperature;
        var environments = specification.Environments;
        var features = basis as FeaturePolicyGradient;
        string expectation = specification.Local.Estimator is GradientEstimator.Exact or GradientEstimator.ExactCritic
            ? GradientEstimator.Exact
            : GradientEstimator.Expected;
        var exact = specification with { Local = specification.Local with { Estimator = expectation } };
        return new LocalProblem
        {
            ParameterCount = basis.ParameterCount,
            InitialParameters = basis.InitialParameters,
            Agents = specification.Agents,
            LocalSteps = specification.Local.Steps,
            StepSize = specification.Local.StepSize,
            StepsPerGradient = basis.StepsPerTraining / specification.Local.Steps,
            CreatePolicy = basis.CreatePolicy,
            CreateGradient = () => features?.CreateGradient() ?? new TableGradient(specification, CreatePolicy, temperature),
            CreateExactGradient = features is null ? () => new TableGradient(exact, CreatePolicy, temperature) : null,
            Types =
            [
                .. Enumerable.Range(0, specification.Agents)
                    .GroupBy(agent => environments.TypeOf(agent, specification.Agents))
                    .Select(type => (type.First(), (double)type.Count() / specification.Agents)),
            ],
            Basis = basis,
            IsAveraging = algorithm == "s-fedpg" || features is not null || specification.Entropy.Threshold.Kind == ThresholdKind.None,
        };

        DifferentiablePolicy CreatePolicy() => (DifferentiablePolicy)basis.CreatePolicy();
    }
}
