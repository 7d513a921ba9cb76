using FedPG.Environments;
using FedPG.Experiments.Inspection;

namespace FedPG.Tool.Output;

/// <summary>An environment description as text for the terminal.</summary>
internal static class DescriptionView
{
    public static void Write(EnvironmentDescription description, EnvironmentSet environments)
    {
        var references = description.ReferenceValues;
        Line("states", description.States);
        Line("actions", description.Actions);
        Line("types", description.Types);
        Line("agents", description.Agents);
        Line("discount", description.Discount);
        Line("transition heterogeneity ε_P", description.TransitionHeterogeneity);
        Line("reward heterogeneity ε_r", description.RewardHeterogeneity);
        Line("successors per pair, mean", description.Transitions.MeanSuccessors);
        Line("successors per pair, most", description.Transitions.MostSuccessors);
        Line("reachable states", description.Transitions.ReachableStates);
        Line("absorbing states", description.Transitions.AbsorbingStates);
        if (!environments.TerminalStates.IsEmpty) Line("terminal states", description.Transitions.TerminalStates);
        Line("pairs never reached", description.Transitions.UnreachedPairs);
        Line("upper bound", references.UpperBound);
        for (int type = 0; type < references.PerEnvironmentOptima.Length; type++)
        {
            Line($"  optimum of {environments.NameOfType(type)} alone", references.PerEnvironmentOptima[type]);
        }

        if (references.UpperBound is null)
        {
            End(description);
            return;
        }

        if (references.BestHistoryDependent is { } best)
        {
            Line("best history-dependent, at most", best.Upper);
            Line("best history-dependent, at least", best.Lower);
        }

        foreach (var periodic in references.BestPeriodic) Line($"best of period {periodic.Period} found", periodic.Value);
        Line("best stationary found", references.BestStationary.Value);
        Line(
            references.BestDeterministic.Exhaustive ? "best deterministic (proved)" : "best deterministic found",
            references.BestDeterministic.Value);
        End(description);
    }

    private static void End(EnvironmentDescription description)
    {
        foreach (string notice in description.Notices) Console.Out.WriteLine($"note: {notice}");
        Console.Out.WriteLine();
    }

    private static void Line(string name, double? value) => Console.Out.WriteLine($"{name,-34} {AnswerNumber.Of(value)}");
}
