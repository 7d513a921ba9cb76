using FedPG.Experiments.Files;

namespace FedPG.Experiments.Records.TensorBoard;

/// <summary>
/// Writes the records of runs as TensorBoard event files: every column of <c>rounds.csv</c> and the sampling budget as scalars, with the
/// round as step. The bytes are a function of the folder's other files.
/// </summary>
internal static class TensorBoardRecords
{
    /// <summary>The file's name in a run's folder; TensorBoard looks for <c>tfevents</c> and names the run after the folder.</summary>
    public const string FileName = "events.out.tfevents.0.fedpg";

    private const string Steps = "environmentSteps";

    /// <summary>Writes a file for each run that has rows.</summary>
    /// <param name="directory">A folder that <c>fedpg run</c> wrote.</param>
    /// <param name="runs">Its runs.</param>
    /// <exception cref="SpecificationException">A file in the folder is damaged.</exception>
    public static void Write(string directory, IEnumerable<RunSummary> runs)
    {
        double started = Provenance.Read(directory) is { } origin ? Seconds(origin.Started) : 0;
        foreach (var run in runs) Write(Path.Combine(directory, run.Run), started, isOpen: !run.Completed);
    }

    /// <summary>Writes the file of a run. An event's time is the start of the experiment plus the run's seconds until the round, as far as
    /// these are recorded.</summary>
    private static void Write(string folder, double started, bool isOpen)
    {
        string rounds = Path.Combine(folder, RoundsFile.FileName), times = Path.Combine(folder, TimingsFile.FileName);
        if (!File.Exists(rounds)) return;
        var table = CsvTable.Read(rounds, isOpen);
        var timings = File.Exists(times) ? TimingsFile.Read(times, isOpen).ToDictionary(row => row.Round) : [];
        using var stream = new MemoryStream();
        TfRecord.Write(stream, EventMessage.Version(started));
        int[] steps = table.Rounds();
        for (int row = 0; row < steps.Length; row++)
        {
            bool isTimed = timings.TryGetValue(steps[row], out var timing);
            var scalars = Scalars(table, row).ToList();
            if (isTimed) scalars.Add((Steps, timing.EnvironmentSteps));
            TfRecord.Write(stream, EventMessage.Scalars(started + timing.ElapsedSeconds, steps[row], scalars));
        }

        AtomicFile.WriteBytes(Path.Combine(folder, FileName), stream.GetBuffer().AsMemory(0, (int)stream.Length));
    }

    private static IEnumerable<(string Tag, double Value)> Scalars(CsvTable table, int row) =>
        Enumerable.Range(0, table.Columns.Count).Where(column => table.Columns[column] != "round")
            .Select(column => (table.Columns[column], table.Double(row, column)));

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1e3;
}
