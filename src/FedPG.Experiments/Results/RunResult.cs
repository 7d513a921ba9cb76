using System.Collections.Immutable;
using FedPG.Experiments.Records;
using FedPG.Experiments.Specification;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Results;

/// <summary>A run of an experiment as its folder has it.</summary>
public sealed class RunResult
{
    private readonly Lazy<ImmutableArray<RoundRow>> _rows;

    internal RunResult(ExperimentFolder folder, RunSummary summary, RunTrace? trace)
    {
        (Summary, Trace, Specification) = (summary, trace, folder.Plans.SpecificationOf(summary.Run));
        Outcome = RunOutcomes.Of(summary);
        _rows = new Lazy<ImmutableArray<RoundRow>>(() => folder.Rounds(summary));
    }

    /// <summary>The run's entry in the experiment's summary.</summary>
    public RunSummary Summary { get; }

    /// <summary>The run as planned; null if the folder's configuration does not have it.</summary>
    public RunSpecification? Specification { get; }

    /// <summary>How the run ended.</summary>
    public RunOutcome Outcome { get; }

    /// <summary>The position of an unfinished run, such as <c>round 3 of 6</c>.</summary>
    internal string Position
    {
        get
        {
            string of = Specification is { } planned ? $" of {NumberText.Count(planned.Settings.Rounds)}" : "";
            return $"round {NumberText.Count(Summary.Rounds)}{of}";
        }
    }

    /// <summary>The run's objective against rounds, in few points; null if the run has no rows.</summary>
    internal RunTrace? Trace { get; }

    /// <summary>The scored rounds, read when first used: most reports need only the curves of the variants, which are small.</summary>
    public ImmutableArray<RoundRow> Rows => _rows.Value;
}
