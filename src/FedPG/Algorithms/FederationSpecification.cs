using System.Globalization;
using FedPG.Control;
using FedPG.Environments;
using FedPG.Estimators;
using FedPG.Options;
using FedPG.Participation;
using FedPG.Policies;

namespace FedPG.Algorithms;

/// <summary>Everything that decides the bits of one run: one algorithm, one seed. Immutable.</summary>
public sealed record FederationSpecification
{
    /// <summary>The environments, without phases.</summary>
    public required EnvironmentTypes Environments { get; init; }

    /// <summary>M, the number of agents.</summary>
    [AtLeast(1)] public int Agents { get; init; } = 2;

    /// <summary>R, the number of averaging rounds.</summary>
    [AtLeast(1)] public int Rounds { get; init; } = 1000;

    /// <summary>The run's seed.</summary>
    [AtLeast(0)] public long Seed { get; init; }

    /// <summary>The name that the algorithm has in the runtime's catalogue.</summary>
    public string Algorithm { get; init; } = "s-fedpg";

    /// <summary>The options of local training.</summary>
    public LocalOptions Local { get; init; } = new();

    /// <summary>The options of entropy regularisation.</summary>
    public EntropyOptions Entropy { get; init; } = new();

    /// <summary>The options of FedQ and QAvg.</summary>
    public QLearningOptions QLearning { get; init; } = new();

    /// <summary>The options of the policy.</summary>
    public PolicyOptions Policy { get; init; } = new();

    /// <summary>The options of scoring.</summary>
    public EvaluationOptions Evaluation { get; init; } = new();

    /// <summary>The name that the aggregator has in the runtime's catalogue.</summary>
    public string Aggregator { get; init; } = "mean";

    /// <summary>The name that the server's optimiser has in the runtime's catalogue; <see cref="NoOptimizer"/> sets θ to θ̄.</summary>
    public string Optimizer { get; init; } = NoOptimizer;

    /// <summary>
    /// The name that the server's mode has in the runtime's catalogue. <see cref="Participation"/> has the schedule of the same mode: both
    /// come from one <see cref="ServerOptions"/>.
    /// </summary>
    public string Mode { get; init; } = ServerOptions.Synchronous;

    /// <summary>Which agents are Byzantine, and their attack.</summary>
    public ByzantineOptions Byzantine { get; init; } = new();

    /// <summary>The options of algorithms, aggregators, optimisers, modes and attacks.</summary>
    public ExtensionOptions Extensions { get; init; } = ExtensionOptions.None;

    /// <summary>Who takes part in which round.</summary>
    public IParticipation Participation { get; init; } = FullParticipation.Instance;

    /// <summary>The number of consecutive agents per edge in the actor runtimes, a power of two. It does not affect the result.</summary>
    [PowerOfTwo] public int EdgeSize { get; init; } = 64;

    /// <summary>The name for no optimiser.</summary>
    public const string NoOptimizer = "none";

    /// <summary>The environment steps of one gradient are counted in 32 bits.</summary>
    internal const long MostStepsPerGradient = 1 << 30;

    /// <summary>The exact expectation stores a value per state and step: 2 GiB at most.</summary>
    internal const long MostExpectedValues = 1 << 28;

    /// <summary>The environments of a run with finitely many states and actions, without phases.</summary>
    /// <exception cref="SpecificationException">The states are continuous.</exception>
    public EnvironmentSet FiniteEnvironments => Environments as EnvironmentSet
        ?? throw new SpecificationException("environment", "continuous states", $"finitely many states with {Algorithm}");

    /// <summary>The finite environments as the policy sees them: with the phase t mod K when the period K is above 1.</summary>
    /// <exception cref="SpecificationException">The states are continuous.</exception>
    public EnvironmentSet PhasedEnvironments => PeriodicEnvironments.WithPeriod(FiniteEnvironments, Policy.Period);

    /// <summary>Begins this run's schedule. In an algorithm without a federation no agent can be absent.</summary>
    public IRoundSchedule StartSchedule(IFederatedAlgorithm algorithm) => ParticipationIn(algorithm).Start(KeyOf(algorithm));

    /// <summary>Continues this run's schedule after some rounds.</summary>
    internal IRoundSchedule ContinueSchedule(IFederatedAlgorithm algorithm, ScheduleHistory history) =>
        ParticipationIn(algorithm).Continue(KeyOf(algorithm), history);

    private IParticipation ParticipationIn(IFederatedAlgorithm algorithm)
    {
        if (!algorithm.IsFederated) return FullParticipation.Instance;
        if (Participation.Mode != Mode)
            throw new SpecificationException("server.mode", $"'{Mode}' with the schedule of '{Participation.Mode}'", "one mode for both");
        return algorithm.Phases > 1 && Participation is FaultModel { Server.LateUpdates: LateUpdates.NextRound }
            ? throw new SpecificationException(
                "server.late-updates", "next-round", $"discard with {algorithm.Name}, whose rounds have several exchanges")
            : Participation;
    }

    private ScheduleKey KeyOf(IFederatedAlgorithm algorithm) => new(Seed, algorithm.Participants, Local.Steps);

    /// <summary>The estimators that <see cref="LocalOptions.Estimator"/> can name; a catalogue passes its own.</summary>
    internal EstimatorCatalogue Estimators { get; init; } = EstimatorCatalogue.Default;

    /// <summary>The families that <see cref="PolicyOptions.Family"/> can name; a catalogue passes its own.</summary>
    internal PolicyCatalogue Families { get; init; } = PolicyCatalogue.Default;

    /// <summary>The sampled environment steps in one agent's local training; 0 if nothing is sampled.</summary>
    internal long SampledStepsPerTraining => Local.Steps * Estimators.StepsPerEstimate(Local);

    /// <summary>
    /// Creates a policy of the family that <see cref="PolicyOptions.Family"/> names, over the states and actions of
    /// <see cref="PhasedEnvironments"/>.
    /// </summary>
    public DifferentiablePolicy CreatePolicy() =>
        PolicyByActions.Of(
            FiniteEnvironments.ActionSets.Repeated(Policy.Period),
            (states, actions) => Families.Create(new PolicyContext(states, actions, Policy)));

    /// <summary>Refuses settings that only policies over features have.</summary>
    private void RequireNoFeatures()
    {
        if (Local.Baseline != GradientBaseline.None)
        {
            string name = Local.Baseline.ToString().ToLowerInvariant();
            throw new SpecificationException("local.baseline", name, "none with finitely many states: others need policies over features");
        }

        if (Policy.Floor == 0) return;
        throw new SpecificationException(
            "policy.floor", Policy.Floor.ToString(CultureInfo.InvariantCulture),
            "0 with finitely many states, where entropy.threshold is the smallest probability");
    }

    /// <summary>Checks every setting; an algorithm is only created from a specification that passes.</summary>
    /// <exception cref="SpecificationException">A setting is out of range, or the types cannot share the agents.</exception>
    public void Validate()
    {
        OptionsCheck.Require(this);
        if (Environments.Shares.Refusal(Agents) is { } accepted) throw new SpecificationException("agents", $"{Agents}", accepted);

        if (!Estimators.Names.Contains(Local.Estimator))
        {
            throw new SpecificationException("local.estimator", $"'{Local.Estimator}'", string.Join(", ", Estimators.Names));
        }

        var families = Environments is ControlEnvironments ? ControlPolicyFamily.Names : Families.Names;
        if (!families.Contains(Policy.Family))
            throw new SpecificationException("policy.family", $"'{Policy.Family}'", string.Join(", ", families));

        long stepsPerGradient = (long)Local.Batch * Local.Horizon;
        if (stepsPerGradient > MostStepsPerGradient)
        {
            throw new SpecificationException("local.batch × local.horizon", $"{stepsPerGradient}", $"at most {MostStepsPerGradient}");
        }

        if (Environments is not EnvironmentSet finite) return;
        RequireNoFeatures();
        long states = (long)finite.States * Policy.Period;
        if (Local.Estimator == GradientEstimator.Expected && (Local.Horizon + 1L) * states > MostExpectedValues)
        {
            throw new SpecificationException(
                "local.horizon", $"{Local.Horizon}",
                $"at most {MostExpectedValues / states - 1} with {states} states and the expected estimator");
        }
    }
}
