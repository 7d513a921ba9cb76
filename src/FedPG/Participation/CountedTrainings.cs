using System.Collections.Immutable;

namespace FedPG.Participation;

/// <summary>
/// Consecutive trainings of an agent that count in the same step of an asynchronous server. The first starts from the broadcast of
/// <see cref="AgentRound.Broadcast"/>, the others from the round's own. The update is θ_r + (1/n) Σ s_k (θ^c_k − θ_k), where the k-th
/// training goes from θ_k to θ^c_k.
/// </summary>
/// <param name="First">The number of the first among all trainings of the agent, from 1; random streams have it as their round.</param>
/// <param name="Scales">s_k, a factor for each training, at least one.</param>
public sealed record CountedTrainings(int First, ImmutableArray<double> Scales);
