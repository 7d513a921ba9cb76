using System.Collections.Immutable;
using System.Globalization;
using FedPG.Control;
using FedPG.Control.Exact;
using FedPG.Control.Policies;
using FedPG.Control.Training;
using FedPG.Options;
using FedPG.Policies;
using static System.FormattableString;

namespace FedPG.Algorithms;

/// <summary>
/// FedPG (arXiv 2505.23459, Algorithm 1) in environments with continuous states: local steps along sampled gradients of a policy over
/// features. The improvement operator has no counterpart there.
/// </summary>
internal sealed class FeaturePolicyGradient : IFederatedAlgorithm
{
    /// <summary>The most features of a linear baseline, whose normal equations are solved for every gradient.</summary>
    private const int MostFitted = 1000;

    /// <summary>The most bytes of a thread's buffers, 4 GiB.</summary>
    private const double MostBytes = 1L << 32;

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
        RequireStructure(specification.Policy);
        StartGain.Require(environments, specification.Policy);
        FeaturePolicies = new ControlPolicies(environments, specification.Policy, isBits: name == "b-rs-fedpg");
        var policy = FeaturePolicies.Create();
        RequireBaseline(specification, policy.Shape);
        RequireMemory(specification, environments, policy.Shape);
        (ParameterCount, InitialParameters) = (policy.Shape.Parameters, [.. policy.InitialParameters()]);
        Notices = [.. Ineffective(name, specification)];
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

    /// <summary>Refuses settings that a family has not, if they are not the default.</summary>
    private static void RequireStructure(PolicyOptions policy)
    {
        string family = policy.Family, dimensions = policy.Dimensions.ToString().ToLowerInvariant();
        if (family == ControlPolicyFamily.Gaussian && policy.Floor != 0)
        {
            string floor = policy.Floor.ToString(CultureInfo.InvariantCulture);
            throw new SpecificationException("policy.floor", floor, "0 with gaussian, which has no bits or levels");
        }

        if (policy.Dimensions == ActionDimensions.Autoregressive && family is ControlPolicyFamily.Gaussian or ControlPolicyFamily.Flat)
            throw new SpecificationException("policy.dimensions", dimensions, $"independent with {family}");
    }

    /// <summary>What has no effect, although it is not the default.</summary>
    private static IEnumerable<string> Ineffective(string algorithm, FederationSpecification specification)
    {
        var (threshold, policy) = (specification.Entropy.Threshold, specification.Policy);
        if (algorithm != "s-fedpg" && threshold.Kind is not ThresholdKind.None)
            yield return $"entropy.threshold = {threshold} has no effect over features; see policy.floor";
        if (policy.Family != ControlPolicyFamily.Gaussian) yield break;
        if (policy.Bits != new PolicyOptions().Bits) yield return $"policy.bits = {policy.Bits} has no effect with gaussian";
        if (policy.Decoding != ActionDecoding.Endpoints)
            yield return $"policy.decoding = {policy.Decoding.ToString().ToLowerInvariant()} has no effect with gaussian";
    }

    private static void RequireBaseline(FederationSpecification specification, ControlPolicyShape policy)
    {
        var (baseline, batch) = (specification.Local.Baseline, specification.Local.Batch);
        string name = baseline.ToString().ToLowerInvariant();
        if (baseline != GradientBaseline.None && batch == 1)
            throw new SpecificationException("local.baseline", $"{name} with local.batch = 1", "none, or at least 2 trajectories");
        if (baseline == GradientBaseline.Linear && policy.Features > MostFitted)
        {
            throw new SpecificationException(
                "local.baseline", $"{name} with {policy.Features} features", $"mean, none, or at most {MostFitted} features");
        }
    }

    /// <summary>Limits what every thread of every machine allocates.</summary>
    private static void RequireMemory(
        FederationSpecification specification, ControlEnvironments environments, ControlPolicyShape policy)
    {
        var local = specification.Local;
        int observed = environments.Shape.ObservationDimension;
        double bytes = ControlGradient.Bytes(observed, policy, local);
        double step = sizeof(double) * ControlGradient.NumbersPerStep(observed, policy);
        double rest = ControlGradient.Bytes(observed, policy, local with { Horizon = 0 });
        if (rest > MostBytes)
        {
            throw new SpecificationException(
                "policy", Invariant($"{policy.Parameters} parameters, {rest / (1 << 30):0.0} GiB in each thread"),
                Invariant($"at most {MostBytes / (1 << 30):0} GiB"));
        }

        if (bytes <= MostBytes) return;
        throw new SpecificationException(
            "local.batch × local.horizon", $"{(long)local.Batch * local.Horizon}",
            Invariant($"at most {Math.Floor((MostBytes - rest) / step):0} with this policy, whose step takes {step:0} bytes"));
    }

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
