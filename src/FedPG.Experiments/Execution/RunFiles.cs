using System.Collections.Immutable;
using System.Text;
using FedPG.Actors.Checkpoints;
using FedPG.Experiments.Records;
using FedPG.Federation;

namespace FedPG.Experiments.Execution;

/// <summary>The files a run writes as it goes: scores and timings.</summary>
internal sealed class RunFiles : IDisposable
{
    private readonly string _folder;
    private readonly RoundsFile _rounds;
    private readonly TimingsFile _timings;
    private readonly Dictionary<string, long> _taken = [];

    private RunFiles(string folder, RoundsFile rounds, TimingsFile timings) => (_folder, _rounds, _timings) = (folder, rounds, timings);

    /// <summary>New files.</summary>
    public static RunFiles Create(string folder) =>
        new(folder, RoundsFile.Create(Path.Combine(folder, RoundsFile.FileName)), TimingsFile.Create(Path.Combine(folder, TimingsFile.FileName)));

    /// <summary>The files as they were at a checkpoint, whatever has been written since.</summary>
    public static RunFiles Restore(string folder, StoredRun stored)
    {
        foreach (var (name, text) in stored.Files) AtomicFile.WriteText(Path.Combine(folder, name), text);
        int last = stored.Last.State.Round;
        var files = new RunFiles(
            folder, RoundsFile.Continue(Path.Combine(folder, RoundsFile.FileName), last), TimingsFile.Continue(Path.Combine(folder, TimingsFile.FileName), last));
        foreach (var (name, text) in stored.Files) files._taken[name] = Encoding.UTF8.GetByteCount(text);
        return files;
    }

    /// <summary>Adds a scored round.</summary>
    public void Append(RoundReport report, TimingRow timing)
    {
        _rounds.Append(report);
        _timings.Append(timing);
    }

    /// <summary>What has been appended since the last call, and is on its way to the disk now.</summary>
    public ImmutableArray<RecordedText> TakeAppended()
    {
        _rounds.Flush();
        _timings.Flush();
        return [Take(RoundsFile.FileName), Take(TimingsFile.FileName)];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rounds.Dispose();
        _timings.Dispose();
    }

    private RecordedText Take(string name)
    {
        using var file = new FileStream(Path.Combine(_folder, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = _taken.GetValueOrDefault(name);
        using var reader = new StreamReader(file, Encoding.UTF8);
        string text = reader.ReadToEnd();
        _taken[name] = file.Length;
        return new RecordedText(name, text);
    }
}
