using System.Collections.Immutable;
using FedPG.Control;
using FedPG.Control.Processes;
using FedPG.Control.Trajectories;
using FedPG.Experiments.Files;
using FedPG.Experiments.Simulation;

namespace FedPG.Experiments.Results;

/// <summary>
/// Trajectories of the final policy of a variant's typical run in one type: those of <c>fedpg simulate --policy</c> with the run's seed.
/// </summary>
/// <param name="Label">The variant, with the type if there are several.</param>
/// <param name="Index">The index of the variant, which determines the colour.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Process">The process.</param>
/// <param name="Episodes">The trajectories, without those that run away; at least one.</param>
internal sealed record RunTrajectories(
    string Label, int Index, long Seed, ControlProcess Process, ImmutableArray<Trajectory> Episodes)
{
    /// <summary>Pictures show no more variants and types.</summary>
    private const int Most = 12;

    private const int EpisodesEach = 8;

    /// <summary>A picture shows no more of a process without a horizon.</summary>
    private const int MostSteps = 1_000;

    /// <summary>The square of a larger number may not be finite.</summary>
    private const double LargestState = 1e100;

    /// <summary>Records the trajectories of all variants with continuous states and a common policy, up to a limit.</summary>
    public static ImmutableArray<RunTrajectories> Of(ImmutableArray<VariantResult> variants)
    {
        var recorded = ImmutableArray.CreateBuilder<RunTrajectories>();
        for (int i = 0; i < variants.Length && recorded.Count < Most; i++)
            recorded.AddRange(Of(variants[i], i).Take(Most - recorded.Count));
        return recorded.ToImmutable();
    }

    private static IEnumerable<RunTrajectories> Of(VariantResult variant, int index)
    {
        var run = variant.Typical.Summary;
        string file = Path.Combine(variant.Folder.Path, run.Run, PolicyFile.FileName);
        if (variant.Folder.Plans.ControlOf(run.Run) is not { } environments || !File.Exists(file)) yield break;
        for (int type = 0; type < environments.TypeCount; type++)
        {
            string label = environments.TypeCount == 1 ? variant.Label : $"{variant.Label}, {environments.NameOfType(type)}";
            var episodes = Record(environments, type, file, run.Seed);
            if (episodes.Length > 0)
                yield return new RunTrajectories(label, index, run.Seed, environments.Types[type], episodes);
        }
    }

    private static ImmutableArray<Trajectory> Record(ControlEnvironments environments, int type, string file, long seed)
    {
        try
        {
            var source = SimulatedPolicy.Read(file, new SimulatedEnvironment(environments, type));
            var recorder = new TrajectoryRecorder(environments, type, seed);
            int steps = Math.Min(recorder.Horizon, MostSteps);
            var episodes = Enumerable.Range(0, EpisodesEach).Select(episode => recorder.Record(source, episode, steps));
            return [.. episodes.Where(IsDrawable)];
        }
        catch (SpecificationException)
        {
            // The parameters of a diverged run are not finite.
            return [];
        }
    }

    private static bool IsDrawable(Trajectory episode)
    {
        for (int t = 0; t <= episode.Length; t++)
        {
            foreach (double x in episode.State(t))
            {
                if (!(Math.Abs(x) <= LargestState)) return false;
            }
        }

        return true;
    }
}
