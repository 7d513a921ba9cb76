using FedPG.Options;

namespace FedPG.Policies;

/// <summary>What a policy is created for.</summary>
/// <param name="States">S, with phases if the policy has them.</param>
/// <param name="Actions">A.</param>
/// <param name="Options">The options of the policy.</param>
public sealed record PolicyContext(int States, int Actions, PolicyOptions Options);
