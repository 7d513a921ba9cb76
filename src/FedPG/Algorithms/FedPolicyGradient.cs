using System.Collections.Immutable;
using FedPG.Environments;
using FedPG.Federation;
using FedPG.Numerics;
using FedPG.Policies;
using FedPG.Random;
using FedPG.Sampling;

namespace FedPG.Algorithms;

/// <summary>
/// FedPG (arXiv 2505.23459, Algorithm 1) over any differentiable policy: S-, RS- and b-RS-FedPG are this with their policy,
/// temperature and improvement operator.
/// </summary>
internal sealed class FedPolicyGradient : IFederatedAlgorithm
{
    private readonly FederationSpecification _specification;
    private readonly EnvironmentSet _environments;
    private readonly EnvironmentSampler[] _samplers;
    private readonly Func<DifferentiablePolicy> _createPolicy;
    private readonly Func<ILocalStep> _createStep;
    private readonly Improvement _improvement;

    public FedPolicyGradient(
        string name,
        FederationSpecification specification,
        int parameters,
        Func<DifferentiablePolicy> createPolicy,
        Func<ILocalStep> createStep,
        Improvement improvement)
    {
        Name = name;
        ParameterCount = parameters;
        _specification = specification;
        _environments = specification.PhasedEnvironments;
        _samplers = EnvironmentSampler.ForTypes(_environments);
        (_createPolicy, _createStep, _improvement) = (createPolicy, createStep, improvement);
    }

    public string Name { get; }

    public int ParameterCount { get; }

    public ImmutableArray<double> InitialParameters => Algorithms.InitialParameters.Of(_specification, ParameterCount);

    public int Participants => _specification.Agents;

    public long StepsPerTraining => _specification.SampledStepsPerTraining;

    public int Policies => 1;

    public IReadOnlyList<string> Notices => _improvement.Notices;

    public Policy CreatePolicy() => _createPolicy();

    public ILearner CreateLearner() => new Learner(this);

    public MassMoved Improve(Span<double> average) => _improvement.Apply(average);

    private sealed class Learner(FedPolicyGradient algorithm) : ILearner
    {
        private readonly ILocalStep _step = algorithm._createStep();

        public bool IsQuickerByTwos => _step.IsQuickerByTwos;

        public void Train(LocalTask task, ReadOnlySpan<double> broadcast, Span<double> update)
        {
            // θ^c ← θ_r, then H times θ^c ← θ^c + η g_c(θ^c).
            var agent = Begin(task, broadcast, update);
            for (int h = 0; h < algorithm._specification.Local.Steps; h++) _step.Take(ref agent, isFirst: h == 0);
        }

        public void TrainBoth(LocalTask one, LocalTask other, ReadOnlySpan<double> broadcast, Span<double> update, Span<double> otherUpdate)
        {
            Trainee agent = Begin(one, broadcast, update), otherAgent = Begin(other, broadcast, otherUpdate);
            for (int h = 0; h < algorithm._specification.Local.Steps; h++) _step.TakeBoth(ref agent, ref otherAgent, isFirst: h == 0);
        }

        private Trainee Begin(LocalTask task, ReadOnlySpan<double> broadcast, Span<double> update)
        {
            Memory.Copy(broadcast, update);
            return new Trainee(
                algorithm._samplers[algorithm._environments.TypeOf(task.Agent, algorithm._specification.Agents)],
                RandomStreams.For(StreamPurpose.Training, (ulong)task.Seed, task.Round, task.Agent),
                update);
        }
    }
}
