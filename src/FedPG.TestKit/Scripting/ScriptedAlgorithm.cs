using System.Collections.Immutable;
using FedPG.Algorithms;
using FedPG.Policies;

namespace FedPG.TestKit.Scripting;

/// <summary>An algorithm whose trainings have scripted incidents first, and whose updates may be poisoned.</summary>
internal sealed class ScriptedAlgorithm(IFederatedAlgorithm inner, FaultScript script, TrainingIncidents? incidents) : IFederatedAlgorithm
{
    public string Name => inner.Name;

    public int ParameterCount => inner.ParameterCount;

    public ImmutableArray<double> InitialParameters => inner.InitialParameters;

    public int Participants => inner.Participants;

    public bool IsFederated => inner.IsFederated;

    public long StepsPerTraining => inner.StepsPerTraining;

    public int Policies => inner.Policies;

    public IReadOnlyList<string> Notices => inner.Notices;

    public Policy CreatePolicy() => inner.CreatePolicy();

    public ILearner CreateLearner() => new Learner(inner.CreateLearner(), script, incidents);

    public MassMoved Improve(Span<double> average) => inner.Improve(average);

    private sealed class Learner(ILearner learner, FaultScript script, TrainingIncidents? incidents) : ILearner
    {
        public void Train(in TrainingBatch batch)
        {
            for (int i = 0; i < batch.Tasks.Length; i++)
            {
                var task = batch.Tasks[i];
                incidents?.Apply(task);
                learner.Train(task, batch.Broadcast, batch.Updates[i]);
                if (script.Find(task.Round, task.Agent) is ScriptedFault.PoisonedTraining poison) batch.Updates[i][0] = poison.Value;
            }
        }
    }
}
