using FedPG.Environments;
using FedPG.Kernels.Linear;
using FedPG.Kernels.Tables;
using FedPG.Random;

namespace FedPG.Algorithms;

/// <summary>Local training as H local steps from the broadcast: θ^c ← θ_r, then H times a step.</summary>
/// <param name="specification">The run.</param>
/// <param name="samplers">The sampling tables of the types, shared by all learners.</param>
/// <param name="step">The step, which belongs to this learner.</param>
internal sealed class SteppedLearner(FederationSpecification specification, EnvironmentSampler[] samplers, ILocalStep step) : ILearner
{
    private readonly EnvironmentSet _environments = specification.PhasedEnvironments;
    private readonly TrainingAgent[] _agents = new TrainingAgent[step.Together];

    public int Together => _agents.Length;

    public void Train(in TrainingBatch batch)
    {
        for (int first = 0; first < batch.Tasks.Length; first += _agents.Length)
        {
            var agents = _agents.AsSpan(0, Math.Min(_agents.Length, batch.Tasks.Length - first));
            for (int i = 0; i < agents.Length; i++)
                agents[i] = Begin(batch.Tasks[first + i], batch.Broadcast, batch.Updates[first + i]);
            for (int h = 0; h < specification.Local.Steps; h++) step.Apply(agents, isFirst: h == 0);
        }
    }

    private TrainingAgent Begin(LocalTask task, ReadOnlySpan<double> broadcast, double[] update)
    {
        Memory.Copy(broadcast, update.AsSpan());
        return new TrainingAgent(
            samplers[_environments.TypeOf(task.Agent, specification.Agents)],
            RandomStreams.For(StreamPurpose.Training, (ulong)task.Seed, task.Round, task.Agent),
            update);
    }
}
