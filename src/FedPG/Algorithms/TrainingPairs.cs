namespace FedPG.Algorithms;

/// <summary>Whether participants are best trained two at a time. A pair keeps to one thread, while two trainings may go on on two.</summary>
public static class TrainingPairs
{
    /// <summary>Environment steps of a training that takes no longer than work takes from one core to another, some microseconds.</summary>
    private const int Short = 6000;

    /// <summary>With so many participants for each thread, every thread has pairs enough.</summary>
    private const int Enough = 4;

    /// <summary>Whether they are.</summary>
    /// <param name="algorithm">The algorithm.</param>
    /// <param name="learner">What trains them.</param>
    /// <param name="threads">On how many threads, at least 1.</param>
    public static bool Suit(IFederatedAlgorithm algorithm, ILearner learner, int threads)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        ArgumentNullException.ThrowIfNull(learner);
        return learner.IsQuickerByTwos && (threads == 1 || algorithm.StepsPerTraining <= Short || algorithm.Participants >= (long)Enough * threads);
    }
}
