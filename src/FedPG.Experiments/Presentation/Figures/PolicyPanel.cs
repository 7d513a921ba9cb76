using System.Collections.Immutable;
using FedPG.Environments;
using FedPG.Experiments.Results;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Figures;

/// <summary>One phase of a variant's typical policy.</summary>
/// <param name="Name">The variant.</param>
/// <param name="Detail">The seed, and the phase of a periodic policy.</param>
/// <param name="Table">The policy.</param>
/// <param name="Phase">The phase.</param>
/// <param name="Map">The grid of the states; null without one.</param>
/// <param name="Environments">The environments.</param>
internal sealed record PolicyPanel(string Name, string Detail, PolicyTable Table, int Phase, GridMap? Map, EnvironmentSet Environments)
{
    private const int MostPanels = 12;
    private const int MostPhases = 4;

    /// <summary>The panels of all variants that have a common policy, and the number of panels left out.</summary>
    public static (ImmutableArray<PolicyPanel> Panels, int LeftOut) Of(ExperimentResults results, bool onGrid)
    {
        var panels = ImmutableArray.CreateBuilder<PolicyPanel>();
        int all = 0;
        foreach (VariantResult variant in results.Variants)
        {
            var folder = variant.Folder;
            var run = variant.Typical.Summary;
            if (onGrid && folder.Plans.MapOf(run.Run) is null) continue;

            // Policies beyond the last panel are not read.
            int phases = Math.Min(run.Period, MostPhases);
            all += phases;
            if (panels.Count >= MostPanels || PolicyTable.Read(folder, run) is not { } table) continue;
            for (int phase = 0; phase < phases; phase++)
            {
                string detail = run.Period > 1 ? $"seed {run.Seed}, phase {phase} of {run.Period}" : $"seed {run.Seed}";
                panels.Add(new PolicyPanel(
                    PrintableText.Of(variant.Label), detail, table, phase,
                    folder.Plans.MapOf(run.Run), folder.Plans.EnvironmentsOf(run.Run)!));
            }
        }

        return (panels.ToImmutable(), Math.Max(0, panels.Count == 0 ? 0 : all - panels.Count));
    }

    /// <summary>
    /// The probability of a group of actions as the mean over a group of states; null if none of the states offers any of them.
    /// </summary>
    public double? Probability(int firstState, int states, int firstAction, int actions)
    {
        var (sum, isOffered) = (0.0, false);
        int lastState = Math.Min(firstState + states, Table.States), lastAction = Math.Min(firstAction + actions, Table.Actions);
        for (int state = firstState; state < lastState; state++)
        {
            isOffered |= Table.Offers(state, firstAction);
            for (int action = firstAction; action < lastAction; action++) sum += Table.Of(Phase, state, action);
        }

        return isOffered ? sum / (lastState - firstState) : null;
    }

    /// <summary>The most probable action of each state, in words.</summary>
    public string Description()
    {
        const int MostStates = 12;
        var states = Enumerable.Range(0, Math.Min(Table.States, MostStates)).Select(state =>
        {
            int best = Enumerable.Range(0, Table.Actions).MaxBy(action => Table.Of(Phase, state, action));
            return $"state {Table.NameOfState(state)} action {Table.NameOfAction(best)} with {Table.Of(Phase, state, best):0.00}";
        });
        return $"{Name}, {Detail}: {string.Join(", ", states)}{(Table.States > MostStates ? ", …" : "")}.";
    }
}
