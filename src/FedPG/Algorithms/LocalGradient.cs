using System.Runtime.InteropServices;
using FedPG.Environments;
using FedPG.Estimators;
using FedPG.Kernels.Linear;
using FedPG.Kernels.Tables;
using FedPG.Policies;
using FedPG.Random;

namespace FedPG.Algorithms;

/// <summary>
/// The gradient of one local step, g_c(θ) = Σ_{s,a} W(s,a) ∇ log π_θ(a|s) with rewards r̃ = r − λ ℓ, where ℓ is the policy's log-likelihood
/// (log π for softmax, h for bits; λ = 0 without regularisation).
/// </summary>
internal sealed class LocalGradient
{
    private readonly ICreditEstimator _estimator;
    private readonly double _temperature;
    private readonly Place[] _places;
    private readonly CreditTask[] _tasks;
    private readonly double[] _centred;

    /// <summary>Allocates the buffers of the gradient.</summary>
    /// <param name="specification">The run, for its estimator and its options of local training.</param>
    /// <param name="environments">The run's environments, with phases if the policy has them.</param>
    /// <param name="createPolicy">Creates a policy.</param>
    /// <param name="temperature">λ.</param>
    /// <param name="isKeeping">Whether to keep the last policy because the same θ is likely to follow.</param>
    public LocalGradient(
        FederationSpecification specification,
        EnvironmentSet environments,
        Func<DifferentiablePolicy> createPolicy,
        double temperature,
        bool isKeeping = false)
    {
        _temperature = temperature;
        _estimator = specification.Estimators.Create(new EstimatorContext(environments, specification.Local, temperature));
        _places = [.. Enumerable.Range(0, _estimator.Together).Select(_ => new Place(environments, createPolicy(), isKeeping))];
        _tasks = new CreditTask[_places.Length];
        _centred = _estimator.IsCentred ? new double[_places[0].Policy.ParameterCount] : [];
    }

    /// <summary>The largest number of agents per call: the one with the least time per agent.</summary>
    public int Together => _places.Length;

    /// <summary>Computes the gradient of one agent.</summary>
    public void Compute(
        EnvironmentSampler environment, ReadOnlySpan<double> parameters, ref Xoshiro256PlusPlus random, Span<double> gradient)
    {
        Prepare(0, environment, parameters, random.NextUInt64());
        _estimator.Estimate(_tasks.AsSpan(0, 1));
        if (_estimator.IsCentred) _places[0].Policy.CentredGradient(_places[0].Credit, gradient);
        else _places[0].Policy.ScoreGradient(_places[0].Credit, gradient);
    }

    /// <summary>Replaces θ by θ + η g(θ) in one pass, with the same bits as if the gradient were computed first.</summary>
    /// <param name="agents">The agents, at most <see cref="Together"/>.</param>
    /// <param name="stepSize">η.</param>
    public void Ascend(Span<TrainingAgent> agents, double stepSize)
    {
        for (int i = 0; i < agents.Length; i++) Prepare(i, agents[i].Environment, agents[i].Parameters, agents[i].Draw());
        _estimator.Estimate(_tasks.AsSpan(0, agents.Length));
        for (int i = 0; i < agents.Length; i++) Ascend(_places[i], stepSize, agents[i].Parameters);
    }

    private void Ascend(Place place, double stepSize, Span<double> parameters)
    {
        if (!_estimator.IsCentred)
        {
            place.Policy.Ascend(place.Credit, stepSize, parameters);
            return;
        }

        place.Policy.CentredGradient(place.Credit, _centred);
        ScaledSum.Add(parameters, _centred, stepSize);
    }

    private void Prepare(int index, EnvironmentSampler environment, ReadOnlySpan<double> parameters, ulong seed)
    {
        var place = _places[index];
        if (!place.IsKept(parameters))
        {
            if (_temperature == 0) place.Policy.SetProbabilities(parameters);
            else place.Policy.SetParameters(parameters);
            _estimator.Prepare(place.Policy, index);
        }

        _tasks[index] = new CreditTask(
            environment, place.Policy, place.Regularize(environment.Process, _temperature), seed, place.Credit.Memory);
    }

    /// <summary>The buffers of one agent of a call.</summary>
    private sealed class Place(EnvironmentSet environments, DifferentiablePolicy policy, bool isKeeping)
    {
        private readonly AlignedArray<double> _rewards = new(environments.States * environments.Actions);

        // The θ set last, if the same θ is likely to follow.
        private readonly AlignedArray<double> _kept = new(isKeeping ? policy.ParameterCount : 0);
        private bool _isSet;

        public DifferentiablePolicy Policy => policy;

        public AlignedArray<double> Credit { get; } = new(environments.States * environments.Actions);

        /// <summary>Whether the policy is already that of θ, bit for bit; if not, θ is stored for the next comparison.</summary>
        public bool IsKept(ReadOnlySpan<double> parameters)
        {
            if (_kept.Length == 0) return false;
            if (_isSet && MemoryMarshal.AsBytes(parameters).SequenceEqual(MemoryMarshal.AsBytes<double>(_kept.Span))) return true;
            parameters.CopyTo(_kept);
            _isSet = true;
            return false;
        }

        public ReadOnlyMemory<double> Regularize(MarkovDecisionProcess process, double temperature)
        {
            if (temperature == 0) return process.RewardTable;
            Span<double> own = _rewards;
            ReadOnlySpan<double> rewards = process.Rewards, logLikelihood = policy.LogLikelihood;
            for (int i = 0; i < own.Length; i++) own[i] = rewards[i] - temperature * logLikelihood[i];
            return _rewards.Memory;
        }
    }
}
