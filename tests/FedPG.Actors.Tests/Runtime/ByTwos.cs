using System.Collections.Immutable;
using FedPG.Algorithms;
using FedPG.Policies;

namespace FedPG.Actors.Tests.Runtime;

/// <summary>An algorithm whose agents are trained by twos, whatever they are; it tells who was trained with whom and fails where it is to.</summary>
internal sealed class ByTwos(IFederatedAlgorithm inner, Action<string> trained, Func<int, bool> isBroken) : IFederatedAlgorithm
{
    public string Name => inner.Name;

    public int ParameterCount => inner.ParameterCount;

    public ImmutableArray<double> InitialParameters => inner.InitialParameters;

    public int Participants => inner.Participants;

    public long StepsPerTraining => inner.StepsPerTraining;

    public int Policies => inner.Policies;

    public IReadOnlyList<string> Notices => inner.Notices;

    public Policy CreatePolicy() => inner.CreatePolicy();

    public ILearner CreateLearner() => new Learner(inner.CreateLearner(), trained, isBroken);

    public MassMoved Improve(Span<double> average) => inner.Improve(average);

    private sealed class Learner(ILearner learner, Action<string> trained, Func<int, bool> isBroken) : ILearner
    {
        public bool IsQuickerByTwos => true;

        public void Train(LocalTask task, ReadOnlySpan<double> broadcast, Span<double> update)
        {
            Check(task);
            trained($"{task.Agent}");
            learner.Train(task, broadcast, update);
        }

        public void TrainBoth(LocalTask one, LocalTask other, ReadOnlySpan<double> broadcast, Span<double> update, Span<double> otherUpdate)
        {
            Check(one);
            Check(other);
            trained($"{one.Agent}+{other.Agent}");
            learner.TrainBoth(one, other, broadcast, update, otherUpdate);
        }

        private void Check(LocalTask task)
        {
            if (isBroken(task.Agent)) throw new InvalidOperationException("broken");
        }
    }
}
