namespace FedPG.Federation;

/// <summary>What the trajectories were like that a policy was scored on; means over agents, as of J.</summary>
/// <param name="StandardError">The standard error of J.</param>
/// <param name="Return">The mean undiscounted return.</param>
/// <param name="ReturnStandardError">The standard error of the return.</param>
/// <param name="Length">The mean length of a trajectory in steps.</param>
/// <param name="Ended">The fraction of the trajectories that ended before the horizon.</param>
public sealed record EpisodeReport(double StandardError, double Return, double ReturnStandardError, double Length, double Ended);
