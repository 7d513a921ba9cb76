using FedPG.Experiments.Records;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Wording;

/// <summary>Reference values with what each means, from the highest kind to the lowest.</summary>
internal static class ReferenceText
{
    public static IEnumerable<(string Name, string Value, string Meaning)> Of(ReferenceSummary values)
    {
        if (values.UpperBound is not null)
        {
            yield return ("upper bound", NumberText.Value(values.UpperBound),
                "No common policy of any kind can exceed it: the mean over agents when each follows the best policy of its own "
                + "environment.");
        }

        if (values.BestHistoryDependent is { } best)
        {
            yield return ("best history-dependent", NumberText.Bounds(best.Lower, best.Upper),
                "The best common policy of any kind, one that may use the history of states and actions: proved bounds. A policy that "
                + "reaches them is optimal.");
        }

        foreach (PeriodicValue periodic in values.BestPeriodic)
        {
            yield return ($"best of period {periodic.Period}", NumberText.Value(periodic.Value),
                $"The best policy found that also sees the step modulo {periodic.Period}; a lower bound of the best there is.");
        }

        if (values.BestStationary is not null)
        {
            yield return ("best stationary", NumberText.Value(values.BestStationary),
                "The best policy found that sees the state alone and may randomise; a lower bound of the stationary optimum.");
        }

        if (values.BestCommonLinear is not null)
        {
            yield return ("best common linear", NumberText.Value(values.BestCommonLinear),
                "The best policy u = K x found, exact and without a limit of actions; a lower bound of the best common policy.");
        }

        if (values.BestDeterministic is not null)
        {
            yield return ("best deterministic", NumberText.Value(values.BestDeterministic), values.BestDeterministicExhaustive switch
            {
                true => "The best policy that sees the state alone and takes one action in each: all were tried, or it reaches the upper "
                    + "bound. No deterministic method can exceed it.",
                false => "The best policy found that takes one action in each state; not all were tried, so it is a lower bound.",
                null => "The best policy found that takes one action in each state.",
            });
        }
    }
}
