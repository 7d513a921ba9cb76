using System.Text;
using FedPG.Checkpoints;
using FedPG.Federation;

namespace FedPG.Actors.Tests.Checkpoints;

/// <summary>A SQLite file of checkpoints in a temporary folder.</summary>
public abstract class CheckpointFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fedpg-checkpoints-");

    protected string File => Path.Combine(_folder.FullName, "checkpoints \"1\" of=a;b.db");

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected CheckpointStore Open() => new(CheckpointDatabase.Sqlite(File));

    private protected static RunCheckpoint Checkpoint(int round, params (string File, string Text)[] records) => new()
    {
        Fingerprint = "settings",
        State = FederationState.Initial([0.1, -0.0, double.NaN]) with { Round = round },
        ElapsedSeconds = 1.5,
        Records = [.. records.Select(record => new RecordedText(record.File, Encoding.UTF8.GetBytes(record.Text)))],
    };

    protected void ShouldBeOneLine(string message)
    {
        message.ShouldStartWith($"{File}: cannot be used for checkpoints: ");
        message.ShouldNotContain("\n");
    }
}
