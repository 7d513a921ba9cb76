namespace FedPG.Algorithms;

/// <summary>One local step of policy gradient: θ ← θ + η g(θ). It owns its buffers and is not for use by several threads at once.</summary>
internal interface ILocalStep
{
    /// <summary>How many agents it has buffers for: as many as take the least time each when their steps are taken together.</summary>
    int Together => 1;

    /// <summary>Takes a step of some agents, each with the bits that it has alone.</summary>
    /// <param name="agents">At most <see cref="Together"/>.</param>
    /// <param name="isFirst">Whether θ is what was broadcast, which is the same for many agents.</param>
    void Take(Span<Trainee> agents, bool isFirst);
}
