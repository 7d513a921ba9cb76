using System.Collections.Immutable;
using FedPG.Algorithms;
using FedPG.Policies;

namespace FedPG.Actors.Tests.Training;

/// <summary>
/// An algorithm that trains any agents in batches of three. It reports the batch sizes and fails where the test wants it to.
/// </summary>
internal sealed class InBatches(IFederatedAlgorithm inner, Action<int> trained, Func<int, bool> isBroken) : IFederatedAlgorithm
{
    public string Name => inner.Name;

    public int ParameterCount => inner.ParameterCount;

    public ImmutableArray<double> InitialParameters => inner.InitialParameters;

    public int Participants => inner.Participants;

    public long StepsPerTraining => 1;

    public int Policies => inner.Policies;

    public IReadOnlyList<string> Notices => inner.Notices;

    public Policy CreatePolicy() => inner.CreatePolicy();

    public ILearner CreateLearner() => new Learner(inner.CreateLearner(), trained, isBroken);

    public MassMoved Improve(Span<double> average) => inner.Improve(average);

    private sealed class Learner(ILearner learner, Action<int> trained, Func<int, bool> isBroken) : ILearner
    {
        public int Together => 3;

        public void Train(in TrainingBatch batch)
        {
            foreach (var task in batch.Tasks)
            {
                if (isBroken(task.Agent)) throw new InvalidOperationException("broken");
            }

            trained(batch.Tasks.Length);
            learner.Train(batch);
        }
    }
}
