using System.Collections.Immutable;

namespace FedPG.Experiments.Results;

/// <summary>The final objectives of a method on every point of the sweep, the tasks, and their normalised scores.</summary>
/// <param name="Method">The variant, without the point of the sweep.</param>
/// <param name="Variants">The method on each task, [tasks].</param>
/// <param name="Finals">Final objectives, [tasks][runs]; −∞ for a failed run.</param>
/// <param name="Scores">0 is the lowest start of any variant in the task, 1 the best stationary policy found, [tasks][runs]; null if a task
/// has no such value, or one below the start.</param>
internal sealed record TaskScores(string Method, ImmutableArray<VariantResult> Variants, double[][] Finals, double[][]? Scores)
{
    /// <summary>The methods; none for a single one, or if the methods do not have the same tasks.</summary>
    public static ImmutableArray<TaskScores> Of(ExperimentResults results)
    {
        var methods = results.Variants.GroupBy(variant => variant.Method).ToArray();
        if (methods.Length < 2) return [];
        string[] tasks = [.. methods[0].Select(variant => variant.Task)];
        if (methods.Any(method => !method.Select(variant => variant.Task).SequenceEqual(tasks))) return [];
        double?[] starts = [.. tasks.Select((_, task) => Start(methods.Select(method => method.ElementAt(task))))];
        return [.. methods.Select(method => Of(method.Key, [.. method], starts))];
    }

    private static TaskScores Of(string method, ImmutableArray<VariantResult> variants, double?[] starts)
    {
        double[][] finals = [.. variants.Select(variant => variant.Finals(run => run.Objective)!)];
        double?[] spans = [.. variants.Select((variant, task) => variant.Runs[0].Summary.ReferenceValues.BestMemoryless - starts[task])];
        bool isScored = spans.All(span => span > 0);
        return new TaskScores(method, variants, finals, isScored ? [.. finals.Select(Normalised)] : null);

        double[] Normalised(double[] runs, int task) => Array.ConvertAll(runs, final => (final - starts[task]!.Value) / spans[task]!.Value);
    }

    private static double? Start(IEnumerable<VariantResult> task)
    {
        var curves = task.Select(variant => variant.Curve.Value).Where(curve => curve.Length > 0);
        double[] starts = [.. curves.Select(curve => curve[0]).Where(double.IsFinite)];
        return starts.Length == 0 ? null : starts.Min();
    }
}
