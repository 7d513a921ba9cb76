using System.Globalization;
using FedPG.Experiments.Records;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Presentation.Html;

/// <summary>What the page of a watched experiment has in addition to the report.</summary>
/// <param name="Period">The time after which the browser loads the page again; null if it will not change.</param>
/// <param name="At">When the records were read, UTC.</param>
/// <param name="Status">The state of the process that executes the experiment; null if there is none.</param>
internal sealed record HtmlLive(TimeSpan? Period, DateTimeOffset At, ExperimentStatus? Status)
{
    /// <summary>The maximum number of runs in a list.</summary>
    private const int MostRuns = 12;

    /// <summary>Makes the browser load the page again.</summary>
    public Html Refresh => Period is { } period
        ? Html.Of($"""
            <meta http-equiv="refresh" content="{Math.Max(1, Math.Round(period.TotalSeconds)).ToString(CultureInfo.InvariantCulture)}"/>

            """)
        : Html.Empty;

    /// <summary>How far the experiment is, and how old the page is.</summary>
    public Html Progress
    {
        get
        {
            string time = At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            return Html.Of($"""
                {(Status is { } status ? Of(status) : Html.Empty)}<p class="caption">The records as they were at {time} UTC.</p>

                """);
        }
    }

    /// <summary>The nodes of the cluster; empty without one.</summary>
    public Html Cluster => Status is { Nodes.Length: > 0 } status
        ? Html.Of($"""
            <section id="cluster">
            <h2>Cluster</h2>
            {HtmlTables.Nodes(status.Nodes)}
            </section>

            """)
        : Html.Empty;

    private static Html Of(ExperimentStatus status)
    {
        string[] running = [.. status.Running.Take(MostRuns).Select(Of)];
        string more = status.Running.Length > MostRuns ? $" and {NumberText.Count(status.Running.Length - MostRuns)} more" : "";
        Html runs = running.Length == 0
            ? Html.Empty
            : Html.Of($"""<p class="caption">In progress: {string.Join(", ", running)}{more}.</p>""");
        return Html.Of($"""
            <p class="progress">{Sentence(status)}</p>
            {runs}
            """);
    }

    private static string Of(RunStatus run)
    {
        string objective = run.Objective is { } value ? $", J = {NumberText.Value(value)}" : "";
        return $"{run.Run} (round {NumberText.Count(run.Round)} of {NumberText.Count(run.Rounds)}{objective})";
    }

    private static string Sentence(ExperimentStatus status)
    {
        string elapsed = NumberText.Duration(status.ElapsedSeconds);
        if (status.Phase == ExperimentPhase.Waiting) return $"Waiting {status.Waiting ?? "for the first run to begin"}; {elapsed} so far.";
        if (status.Phase == ExperimentPhase.Reporting) return $"All runs have ended after {elapsed}; the report is being written.";
        string left = status.RemainingSeconds is { } seconds ? $", about {NumberText.Duration(seconds)} left" : "";
        return $"{NumberText.Count(status.RoundsDone)} of {NumberText.Count(status.Rounds)} rounds; {elapsed} so far{left}; "
            + $"{NumberText.Speed(status.EnvironmentStepsPerSecond)}.";
    }
}
