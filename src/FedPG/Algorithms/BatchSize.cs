namespace FedPG.Algorithms;

/// <summary>
/// How many participants a thread trains together. A batch keeps to one thread, while several trainings may go on on several.
/// </summary>
public static class BatchSize
{
    /// <summary>Environment steps of a training that takes no longer than work takes from one core to another, some microseconds.</summary>
    private const int Short = 6000;

    /// <summary>With so many batches for each thread, every thread has enough of them.</summary>
    private const long Enough = 2;

    /// <summary>As many as the learner trains in least time, or one where there are few trainings, and long ones.</summary>
    /// <param name="algorithm">The algorithm.</param>
    /// <param name="learner">What trains them.</param>
    /// <param name="threads">On how many threads, at least 1.</param>
    public static int On(IFederatedAlgorithm algorithm, ILearner learner, int threads)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        ArgumentNullException.ThrowIfNull(learner);
        bool isWorthIt = threads == 1 || algorithm.StepsPerTraining <= Short || algorithm.Participants >= Enough * learner.Together * threads;
        return isWorthIt ? learner.Together : 1;
    }
}
