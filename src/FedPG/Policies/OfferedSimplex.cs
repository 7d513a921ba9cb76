using FedPG.Environments;
using FedPG.Kernels.Linear;

namespace FedPG.Policies;

/// <summary>
/// Projects tables of probabilities, [S][A], on those that have probabilities in every row and 0 for actions that a state does not offer.
/// Owns its buffers, so it is not thread-safe.
/// </summary>
/// <param name="sets">The actions of each state.</param>
internal sealed class OfferedSimplex(ActionSets sets)
{
    private readonly Dictionary<int, SimplexProjection> _byCount =
        Enumerable.Range(0, sets.States).Select(sets.Count).Distinct().ToDictionary(count => count, count => new SimplexProjection(count));

    /// <summary>Projects a table in place.</summary>
    /// <param name="table">[S][A], flat. A row with a NaN or an infinity becomes NaN.</param>
    public void Project(Span<double> table)
    {
        if (sets.AreFull)
        {
            _byCount[sets.Actions].Project(table);
            return;
        }

        for (int s = 0; s < sets.States; s++) _byCount[sets.Count(s)].Project(Offered(table, sets, s));
    }

    /// <summary>Projects the rows that are not on the simplex; the others keep their bits.</summary>
    public static void Repair(Span<double> table, ActionSets sets)
    {
        if (sets.AreFull)
        {
            SimplexProjection.Repair(table, sets.Actions);
            return;
        }

        for (int s = 0; s < sets.States; s++) SimplexProjection.Repair(Offered(table, sets, s), sets.Count(s));
    }

    /// <summary>The entries of the actions that a state offers; the others are set to 0.</summary>
    private static Span<double> Offered(Span<double> table, ActionSets sets, int state)
    {
        var row = table.Slice(state * sets.Actions, sets.Actions);
        row[sets.Count(state)..].Clear();
        return row[..sets.Count(state)];
    }
}
