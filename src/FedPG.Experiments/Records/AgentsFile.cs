using System.Globalization;
using System.Text.Unicode;
using FedPG.Federation;

namespace FedPG.Experiments.Records;

/// <summary><c>agents.csv</c>: one row per recorded round and agent; like <c>rounds.csv</c>, the same bytes on every machine.</summary>
internal sealed class AgentsFile : IDisposable
{
    public const string FileName = "agents.csv";

    public const string Header = "round,agent,objective,updateNorm,distanceFromMean";

    private readonly CsvWriter _writer;

    private AgentsFile(CsvWriter writer) => _writer = writer;

    public static AgentsFile Create(string path) => new(CsvWriter.Create(path, Header));

    /// <summary>Continues after <paramref name="lastRound"/>, from which a run resumes.</summary>
    public static AgentsFile Continue(string path, int lastRound) => new(CsvWriter.Continue(path, Header, lastRound));

    /// <summary>Appends a row.</summary>
    /// <param name="round">The number of rounds run.</param>
    /// <param name="agent">The agent.</param>
    /// <param name="objective">J_c of the agent's environment.</param>
    /// <param name="update">The agent's update in the round; null, with empty cells, if none counted.</param>
    public void Append(int round, int agent, double objective, AgentUpdate? update)
    {
        Span<byte> row = stackalloc byte[CsvWriter.LongestLine];
        bool isWhole = Utf8.TryWrite(row, CultureInfo.InvariantCulture, $"{round},{agent},{objective:R},", out int written);
        int more = 1;
        if (update is { } own)
            isWhole &= Utf8.TryWrite(row[written..], CultureInfo.InvariantCulture, $"{own.Norm:R},{own.Distance:R}", out more);
        else
            row[written] = (byte)',';
        _writer.Line(row[..(written + more)], isWhole);
    }

    public void Flush() => _writer.Flush();

    public void Dispose() => _writer.Dispose();
}
