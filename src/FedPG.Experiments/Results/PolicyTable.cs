using System.Collections.Immutable;
using System.Globalization;
using FedPG.Environments;
using FedPG.Experiments.Files;
using FedPG.Experiments.Records;

namespace FedPG.Experiments.Results;

/// <summary>The probabilities of a learned policy: one table of states and actions per phase.</summary>
/// <param name="States">S.</param>
/// <param name="Actions">A.</param>
/// <param name="Period">K.</param>
/// <param name="Probabilities">π, row-major [K][S][A].</param>
internal sealed record PolicyTable(int States, int Actions, int Period, ImmutableArray<double> Probabilities)
{
    /// <summary>Names of the states, [S]; empty if none are given.</summary>
    public ImmutableArray<string> StateNames { get; init; } = [];

    /// <summary>Names of the actions, [A]; empty if none are given.</summary>
    public ImmutableArray<string> ActionNames { get; init; } = [];

    /// <summary>The actions that each state offers, without phases; null if all offer all.</summary>
    public ActionSets? Sets { get; init; }

    /// <summary>Whether every state offers all actions.</summary>
    public bool OffersAll => Sets is null || Sets.AreFull;

    /// <summary>Whether a state offers an action.</summary>
    public bool Offers(int state, int action) => Sets is null || action < Sets.Count(state);

    /// <summary>A state's name or number.</summary>
    public string NameOfState(int state) => StateNames.IsEmpty ? state.ToString(CultureInfo.InvariantCulture) : StateNames[state];

    /// <summary>An action's name or number.</summary>
    public string NameOfAction(int action) => ActionNames.IsEmpty ? action.ToString(CultureInfo.InvariantCulture) : ActionNames[action];

    /// <summary>π(action | state) in a phase.</summary>
    public double Of(int phase, int state, int action) => Probabilities[(phase * States + state) * Actions + action];

    /// <summary>Reads the policy of a run; null if the run has no common policy, a damaged one, or unknown environments.</summary>
    internal static PolicyTable? Read(ExperimentFolder folder, RunSummary run)
    {
        string path = Path.Combine(folder.Path, run.Run, PolicyFile.FileName);
        if (!File.Exists(path) || folder.Plans.EnvironmentsOf(run.Run) is not { } environments) return null;
        try
        {
            // A table with fewer phases than in the summary would have no rows for the later ones.
            var table = Of(PolicyFile.Read(path, environments), environments);
            return table.Period == run.Period ? table : null;
        }
        catch (SpecificationException)
        {
            // The parameters of a diverged run are not finite.
            return null;
        }
    }

    private static PolicyTable Of(PolicyParameters parameters, EnvironmentSet environments)
    {
        var policy = parameters.ToPolicy(environments);
        return new PolicyTable(parameters.States, parameters.Actions, parameters.Period, [.. policy.Probabilities])
        {
            Sets = environments.ActionSets,
            StateNames = environments.StateNames,
            ActionNames = environments.ActionNames,
        };
    }
}
