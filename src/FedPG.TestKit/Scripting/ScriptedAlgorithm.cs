using FedPG.Algorithms;

namespace FedPG.TestKit.Scripting;

/// <summary>An algorithm whose trainings have scripted incidents first, and whose updates may be poisoned.</summary>
internal sealed class ScriptedAlgorithm(IFederatedAlgorithm inner, FaultScript script, TrainingIncidents? incidents)
    : DelegatingAlgorithm(inner)
{
    public override ILearner CreateLearner() => new Learner(Inner.CreateLearner(), script, incidents);

    private sealed class Learner(ILearner learner, FaultScript script, TrainingIncidents? incidents) : ILearner
    {
        public void Train(in TrainingBatch batch)
        {
            for (int i = 0; i < batch.Tasks.Length; i++)
            {
                var task = batch.Tasks[i];
                incidents?.Apply(task);
                learner.Train(task, batch.Broadcast, batch.Updates[i], batch.States.IsEmpty ? null : batch.States[i]);
                if (script.Find(task.Round, task.Agent) is ScriptedFault.PoisonedTraining poison) batch.Updates[i][0] = poison.Value;
            }
        }
    }
}
