using FedPG.Experiments.Records.TensorBoard;

namespace FedPG.Experiments.Results.Export;

/// <summary>TensorBoard event files, one for each run.</summary>
internal sealed class TensorBoardFormat : IRecordFormat
{
    /// <inheritdoc/>
    public string Name => "tensorboard";

    /// <inheritdoc/>
    public Task WriteAsync(ExperimentFolder folder, CancellationToken cancellationToken)
    {
        TensorBoardRecords.Write(folder.Path, folder.Summary.Runs);
        return Task.CompletedTask;
    }
}
