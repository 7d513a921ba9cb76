using FedPG.Environments;
using FedPG.Formats;

namespace FedPG.Experiments.Formats;

/// <summary>The files of Cassandra's tools, <c>.MDP</c> and <c>.POMDP</c>; a POMDP is read as its fully observed process.</summary>
internal sealed class CassandraFormat : IMdpFormat
{
    private static readonly string[] Keys = ["discount", "values", "states", "actions", "observations"];

    /// <inheritdoc/>
    public string Name => "Cassandra";

    /// <inheritdoc/>
    public IReadOnlyList<string> Endings => [".MDP", ".POMDP"];

    /// <inheritdoc/>
    public MdpContents? Holds => MdpContents.Discount | MdpContents.Start | MdpContents.Names | MdpContents.ActionNames;

    /// <inheritdoc/>
    public bool CanRead(string fileName, ReadOnlySpan<byte> content)
    {
        if (Endings.Any(ending => fileName.EndsWith(ending, StringComparison.OrdinalIgnoreCase))) return true;
        var tokens = new CassandraTokens(System.Text.Encoding.UTF8.GetString(content[..Math.Min(content.Length, 10_000)]));
        return tokens.IsAtEntry && Keys.Contains(tokens.Peek);
    }

    /// <inheritdoc/>
    public MdpDocument Read(MdpSource source) =>
        new CassandraReader(new CassandraTokens(SourceLines.Text(source.Content))).Document(source.Stem);

    /// <inheritdoc/>
    public IReadOnlyList<MdpOutput> Write(EnvironmentSet environments, string name)
    {
        bool isObserved = name.EndsWith(Endings[1], StringComparison.OrdinalIgnoreCase);
        return [new(name, System.Text.Encoding.UTF8.GetBytes(CassandraText.Of(environments, isObserved)))];
    }
}
