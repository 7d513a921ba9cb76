namespace FedPG.Federation;

/// <summary>Statistics of the trajectories on which a policy was scored: means over agents, like J.</summary>
/// <param name="StandardError">The standard error of J.</param>
/// <param name="Return">The mean undiscounted return.</param>
/// <param name="ReturnStandardError">The standard error of the return.</param>
/// <param name="Length">The mean length of a trajectory in steps.</param>
/// <param name="Ended">The fraction of the trajectories that ended before the horizon.</param>
public sealed record EpisodeReport(double StandardError, double Return, double ReturnStandardError, double Length, double Ended);
