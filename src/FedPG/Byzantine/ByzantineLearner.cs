using FedPG.Algorithms;
using FedPG.Options;

namespace FedPG.Byzantine;

/// <summary>A learner that trains honest agents as the algorithm does and attacks for the Byzantine ones.</summary>
/// <param name="algorithm">The algorithm.</param>
/// <param name="corrupt">The learner of the corrupted environments; null if the attack leaves them as they are.</param>
/// <param name="attack">The attack.</param>
/// <param name="options">Which agents are Byzantine.</param>
/// <param name="agents">M.</param>
internal sealed class ByzantineLearner(
    IFederatedAlgorithm algorithm, ILearner? corrupt, IByzantineAttack attack, ByzantineOptions options, int agents) : ILearner
{
    private readonly ILearner _honest = algorithm.CreateLearner();
    private bool[]? _byzantine;
    private long _seed;

    public int Together => _honest.Together;

    public void Train(in TrainingBatch batch)
    {
        // Neighbours of the same kind are trained together.
        for (int first = 0, end; first < batch.Tasks.Length; first = end)
        {
            bool isByzantine = IsByzantine(batch.Tasks[first]);
            for (end = first + 1; end < batch.Tasks.Length && IsByzantine(batch.Tasks[end]) == isByzantine;) end++;
            var states = batch.States.IsEmpty ? [] : batch.States[first..end];
            var part = new TrainingBatch(batch.Tasks[first..end], batch.Broadcast, batch.Updates[first..end], states);
            if (isByzantine) Attack(part);
            else _honest.Train(part);
        }
    }

    private void Attack(in TrainingBatch batch)
    {
        (corrupt ?? _honest).Train(batch);
        var reference = Reference(batch.Broadcast);
        for (int i = 0; i < batch.Tasks.Length; i++) attack.Forge(batch.Tasks[i], reference, batch.Updates[i]);
    }

    /// <summary>θ_r, followed by zeros where the updates are longer: all honest updates are near this vector.</summary>
    private ReadOnlySpan<double> Reference(ReadOnlySpan<double> broadcast)
    {
        int own = algorithm.ParameterCount, length = algorithm.UpdateLength;
        if (length == own) return broadcast[..own];
        double[] reference = new double[length];
        broadcast[..own].CopyTo(reference);
        return reference;
    }

    private bool IsByzantine(LocalTask task)
    {
        if (_byzantine is null || _seed != task.Seed)
            (_byzantine, _seed) = (ByzantineAgents.Of(options, task.Seed, agents), task.Seed);
        return _byzantine[task.Agent];
    }
}
