namespace FedPG.Experiments.Results.Export;

/// <summary>
/// A format in which <c>fedpg run</c> and <c>fedpg report</c> write an experiment's records beside the CSV files, if <c>--format</c> names
/// it. Add one with <see cref="RecordFormats.WithRecordFormat"/>.
/// </summary>
public interface IRecordFormat
{
    /// <summary>The name for <c>--format</c>, in lower case with hyphens.</summary>
    string Name { get; }

    /// <summary>Whether a folder has files of this format that are written again whenever its CSV files are.</summary>
    bool IsKeptIn(ExperimentFolder folder) => false;

    /// <summary>Writes the files, each completely or not at all. The experiment may be unfinished.</summary>
    /// <param name="folder">The experiment: its runs are in <see cref="ExperimentFolder.Summary"/>, and their rows are read by
    /// <see cref="ExperimentFolder.Rounds"/>.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="SpecificationException">The records are damaged; the message is one line and names the file.</exception>
    Task WriteAsync(ExperimentFolder folder, CancellationToken cancellationToken);
}
