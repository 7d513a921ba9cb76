namespace FedPG.Algorithms;

/// <summary>One local step of policy gradient: θ ← θ + η g(θ). It owns its buffers and is not for use by several threads at once.</summary>
internal interface ILocalStep
{
    /// <summary>Whether two agents' steps taken together take less time than one after the other.</summary>
    bool IsQuickerByTwos => false;

    /// <summary>Takes the step.</summary>
    /// <param name="agent">Whose.</param>
    /// <param name="isFirst">Whether θ is what was broadcast, which is the same for many agents.</param>
    void Take(ref Trainee agent, bool isFirst);

    /// <summary>Takes the steps of two agents, each with the bits that it has alone.</summary>
    /// <param name="one">An agent.</param>
    /// <param name="other">Another one.</param>
    /// <param name="isFirst">Whether their θ is what was broadcast.</param>
    void TakeBoth(ref Trainee one, ref Trainee other, bool isFirst)
    {
        Take(ref one, isFirst);
        Take(ref other, isFirst);
    }
}
