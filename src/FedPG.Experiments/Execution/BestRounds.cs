using FedPG.Federation;

namespace FedPG.Experiments.Execution;

/// <summary>The best scored round of a run so far.</summary>
/// <param name="stored">That of the run's checkpoints; null if there are none.</param>
internal sealed class BestRounds(BestRound? stored)
{
    /// <summary>The best of all scored rounds; null before the first.</summary>
    public BestRound? Best { get; private set; } = stored;

    /// <summary>The best without a closing round, which a run of more rounds does not score.</summary>
    public BestRound? Regular { get; private set; } = stored;

    /// <summary>Adds the next scored round.</summary>
    /// <param name="report">The round.</param>
    /// <param name="isClosing">Whether it is scored only because it is the last one.</param>
    public void Add(RoundReport report, bool isClosing)
    {
        Best = BestRound.After(Best, report);
        if (!isClosing) Regular = Best;
    }
}
