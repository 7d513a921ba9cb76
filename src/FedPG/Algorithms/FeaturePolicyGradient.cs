using System.Collections.Immutable;
using FedPG.Control;
using FedPG.Control.Policies;
using FedPG.Options;
using FedPG.Policies;

namespace FedPG.Algorithms;

/// <summary>
/// FedPG (arXiv 2505.23459, Algorithm 1) in environments with continuous states: local steps along sampled gradients of a policy over
/// features. The improvement operator has no counterpart there.
/// </summary>
internal sealed class FeaturePolicyGradient : IFederatedAlgorithm
{
    private readonly FederationSpecification _specification;
    private readonly ControlEnvironments _environments;
    private readonly double _temperature;

    /// <summary>Creates the algorithm.</summary>
    /// <param name="name">s-fedpg, rs-fedpg or b-rs-fedpg.</param>
    /// <param name="specification">The run.</param>
    /// <param name="environments">The run's environments.</param>
    /// <exception cref="SpecificationException">The settings do not fit.</exception>
    public FeaturePolicyGradient(string name, FederationSpecification specification, ControlEnvironments environments)
    {
        (Name, _specification, _environments) = (name, specification, environments);
        _temperature = name == "s-fedpg" ? 0 : specification.Entropy.Temperature;
        Requirement.Estimator(specification, $"{name} over features", GradientEstimator.Sampled);
        if (specification.Policy.Period != 1)
            throw new SpecificationException("policy.period", $"{specification.Policy.Period}", "1 with continuous states");
        Requirement.NoInitialLogit(specification, $"{name} over features");
        if (specification.Local is { Baseline: not GradientBaseline.None, Batch: 1 })
        {
            throw new SpecificationException(
                "local.baseline", $"{specification.Local.Baseline.ToString().ToLowerInvariant()} with local.batch = 1",
                "none, or at least 2 trajectories");
        }

        FeaturePolicies = new ControlPolicies(environments, specification.Policy, isBits: name == "b-rs-fedpg");
        var policy = FeaturePolicies.Create();
        (ParameterCount, InitialParameters) = (policy.Shape.Parameters, [.. policy.InitialParameters()]);
        bool isImproving = name != "s-fedpg" && specification.Entropy.Threshold.Kind is not ThresholdKind.None;
        Notices = isImproving
            ? [$"entropy.threshold = {specification.Entropy.Threshold} has no effect over features; see policy.floor"]
            : [];
    }

    public string Name { get; }

    public int ParameterCount { get; }

    public ImmutableArray<double> InitialParameters { get; }

    public int Participants => _specification.Agents;

    public long StepsPerTraining => _specification.SampledStepsPerTraining;

    public int Policies => 1;

    public IReadOnlyList<string> Notices { get; }

    public ControlPolicies FeaturePolicies { get; }

    ControlPolicies? IFederatedAlgorithm.FeaturePolicies => FeaturePolicies;

    public Policy CreatePolicy() => throw new NotSupportedException("A policy over features has no table.");

    public ILearner CreateLearner() => new Learner(CreateGradient(), _specification.Local, ParameterCount);

    /// <summary>Creates the agents' gradients, for one thread.</summary>
    public IAgentGradient CreateGradient() => new FeatureGradient(_specification, _environments, FeaturePolicies, _temperature);

    private sealed class Learner(IAgentGradient gradient, LocalOptions local, int count) : ILearner
    {
        private readonly double[] _gradient = new double[count];

        public void Train(in TrainingBatch batch)
        {
            for (int i = 0; i < batch.Tasks.Length; i++)
            {
                double[] θ = batch.Updates[i];
                batch.Broadcast.CopyTo(θ);
                gradient.Begin(batch.Tasks[i]);
                for (int h = 0; h < local.Steps; h++)
                {
                    gradient.Compute(θ, _gradient);
                    for (int k = 0; k < _gradient.Length; k++) θ[k] += local.StepSize * _gradient[k];
                }
            }
        }
    }
}
