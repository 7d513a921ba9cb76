using System.Collections.Immutable;
using FedPG.Control.Policies;
using FedPG.Policies;
using FedPG.Server;

namespace FedPG.Algorithms.DriftCorrection;

/// <summary>The members that the algorithms of this folder share; a derived class is the rule.</summary>
/// <param name="name">The algorithm's name.</param>
/// <param name="problem">The agents' objectives.</param>
internal abstract class CorrectedPolicyGradient(string name, LocalProblem problem) : IFederatedAlgorithm
{
    public string Name => name;

    public int ParameterCount => problem.ParameterCount;

    public ImmutableArray<double> InitialParameters => problem.InitialParameters;

    public int Participants => problem.Agents;

    public virtual long StepsPerTraining => problem.LocalSteps * problem.StepsPerGradient;

    public int Policies => 1;

    public virtual IReadOnlyList<string> Notices => problem.Basis?.Notices ?? [];

    public virtual IReadOnlyList<string> NoticesOn(ReadOnlySpan<double> parameters) => [];

    public virtual int Phases => 1;

    public virtual int BroadcastLength => ParameterCount;

    public virtual int UpdateLength => ParameterCount;

    public virtual int AgentStateLength => 0;

    protected LocalProblem Problem => problem;

    public Policy CreatePolicy() => problem.CreatePolicy();

    ControlPolicies? IFederatedAlgorithm.FeaturePolicies => problem.Basis?.FeaturePolicies;

    public ILearner CreateLearner() => new Learner(this, problem.CreateGradient());

    public virtual int FirstPhase(ServerRound round) => 0;

    public virtual ImmutableArray<double> Broadcast(ServerRound round) => round.Parameters;

    public virtual void Step(Span<double> aggregate, ServerRound round)
    {
    }

    public MassMoved Improve(Span<double> average) => problem.Basis?.Improve(average) ?? default;

    /// <summary>Trains one agent.</summary>
    /// <param name="task">The training, which the gradient has begun.</param>
    /// <param name="broadcast">The broadcast, which begins with θ_r.</param>
    /// <param name="update">The destination of the update, whose beginning, θ, is θ_r on entry.</param>
    /// <param name="state">The agent's state, replaced in place.</param>
    /// <param name="gradient">The agent's gradients.</param>
    /// <param name="buffers">Two vectors of the length of θ for gradients.</param>
    protected abstract void Train(
        LocalTask task, ReadOnlySpan<double> broadcast, Span<double> update, Span<double> state, IAgentGradient gradient,
        (double[] One, double[] Other) buffers);

    /// <summary>The vector of the length of θ at a place of a broadcast, an update or a state.</summary>
    protected ReadOnlySpan<double> Part(ReadOnlySpan<double> numbers, int place) =>
        numbers.Slice(place * ParameterCount, ParameterCount);

    private sealed class Learner(CorrectedPolicyGradient algorithm, IAgentGradient gradient) : ILearner
    {
        private readonly (double[], double[]) _buffers = (new double[algorithm.ParameterCount], new double[algorithm.ParameterCount]);

        public void Train(in TrainingBatch batch)
        {
            for (int i = 0; i < batch.Tasks.Length; i++)
            {
                batch.Broadcast[..algorithm.ParameterCount].CopyTo(batch.Updates[i]);
                gradient.Begin(batch.Tasks[i]);
                algorithm.Train(
                    batch.Tasks[i], batch.Broadcast, batch.Updates[i], batch.States.IsEmpty ? [] : batch.States[i], gradient, _buffers);
            }
        }
    }
}
