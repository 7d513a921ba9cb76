namespace FedPG.Algorithms;

/// <summary>
/// The number of participants that a thread trains together. A batch occupies one thread, while single trainings can run on several.
/// </summary>
internal static class BatchSize
{
    /// <summary>The environment steps of a training that takes no longer than moving work between cores does: some microseconds.</summary>
    private const int Short = 6000;

    /// <summary>The number of batches per thread that keeps every thread busy.</summary>
    private const long Enough = 2;

    /// <summary>Whether a training takes no longer than moving work between cores does.</summary>
    public static bool IsShort(IFederatedAlgorithm algorithm)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        return algorithm.StepsPerTraining <= Short;
    }

    /// <summary>The learner's fastest batch size, or 1 if the trainings are few and long.</summary>
    /// <param name="algorithm">The algorithm.</param>
    /// <param name="learner">The learner.</param>
    /// <param name="threads">The number of threads, at least 1.</param>
    public static int On(IFederatedAlgorithm algorithm, ILearner learner, int threads)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        ArgumentNullException.ThrowIfNull(learner);
        bool isWorthIt = threads == 1 || IsShort(algorithm)
            || algorithm.Participants >= Enough * learner.Together * threads;
        return isWorthIt ? learner.Together : 1;
    }
}
