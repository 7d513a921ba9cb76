using System.Collections.Immutable;
using System.Globalization;
using FedPG.Control.Trajectories;
using FedPG.Experiments.Files;

namespace FedPG.Experiments.Simulation;

/// <summary>Records the trajectories of <c>fedpg simulate</c>.</summary>
internal static class Simulator
{
    /// <summary>Records trajectories.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="request">What to record.</param>
    /// <param name="cancellationToken">Cancels the recording.</param>
    /// <exception cref="SpecificationException">The request does not fit the environment, or is too large.</exception>
    public static SimulatedTrajectories Record(
        SimulatedEnvironment environment, SimulationRequest request, CancellationToken cancellationToken)
    {
        double[]? start = request.Start is { } text ? StartState.Parse(text, environment) : null;
        double[][]? actions = request.ActionsFile is { } list
            ? ActionsFile.Read(list, environment.Shape, environment.Finite is not null)
            : null;
        IActionSource[] sources = actions is null
            ? [SimulatedPolicy.Read(request.PolicyFile!, environment)]
            : [.. actions.Select(one => new GivenActions(one))];
        int episodes = Episodes(request, sources.Length);
        var recorder = new TrajectoryRecorder(environment.Control, environment.Type, request.Seed);
        int d = environment.Shape.ActionDimension;
        int steps = request.Horizon ?? (actions is null ? recorder.Horizon : actions.Max(one => one.Length / d));
        RequireSize(environment, episodes, steps);
        var trajectories = ImmutableArray.CreateBuilder<Trajectory>(episodes);
        for (int episode = 0; episode < episodes; episode++)
        {
            var source = sources[sources.Length == 1 ? 0 : episode];
            var trajectory = recorder.Record(source, episode, steps, start, cancellationToken);
            if (actions is not null && environment.Finite is { } finite) OfferedChoices.Require(finite.ActionSets, trajectory, episode);
            trajectories.Add(trajectory);
        }

        return new SimulatedTrajectories(environment, trajectories.MoveToImmutable());
    }

    private static int Episodes(SimulationRequest request, int sources)
    {
        int episodes = request.Episodes ?? sources;
        if (sources > 1 && episodes != sources)
        {
            throw new SpecificationException(
                "--episodes", Text(episodes), $"{Text(sources)}, the number of lists in --actions, or one list of actions");
        }

        return episodes <= InputLimits.Episodes
            ? episodes
            : throw new SpecificationException("--actions", $"{Text(episodes)} episodes", $"at most {Text(InputLimits.Episodes)}");
    }

    private static void RequireSize(SimulatedEnvironment environment, int episodes, int steps)
    {
        long perStep = environment.Shape.StateDimension + environment.Shape.ActionDimension + 1;
        long most = InputLimits.SimulatedNumbers / perStep;
        if ((long)episodes * steps <= most) return;
        throw new SpecificationException(
            "episodes × steps", string.Create(CultureInfo.InvariantCulture, $"{episodes} × {steps}"),
            string.Create(CultureInfo.InvariantCulture, $"at most {most} steps of {environment.Shape.Name}; see --episodes and --horizon"));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
