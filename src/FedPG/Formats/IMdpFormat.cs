using FedPG.Environments;

namespace FedPG.Formats;

/// <summary>
/// A file format of finite Markov decision processes. A reader only parses: rules that all formats share (missing choices, deadlocks, ends
/// of episodes, sums of rows, costs, sizes) are applied afterwards. Add one with <c>FederationCatalogue.WithFormat</c>.
/// </summary>
public interface IMdpFormat
{
    /// <summary>The name in messages, such as <c>PRISM explicit</c>.</summary>
    string Name { get; }

    /// <summary>The endings of its files, such as <c>.tra</c>; the first is that of files that are written.</summary>
    IReadOnlyList<string> Endings { get; }

    /// <summary>The settings of <see cref="MdpOptions"/> that the format uses besides the discount and costs: <c>reward</c>,
    /// <c>axes</c>.</summary>
    IReadOnlyList<string> Settings => [];

    /// <summary>The largest file in bytes.</summary>
    int MostBytes => 1 << 28;

    /// <summary>The largest file in bytes if the format reads it as a stream; 0 if it needs the whole content.</summary>
    long MostStreamedBytes => 0;

    /// <summary>What a file that is written holds; null if the format is only read.</summary>
    MdpContents? Holds => null;

    /// <summary>Whether a file is of this format. Formats are asked in the order of the catalogue.</summary>
    /// <param name="fileName">The file's name, without its folder.</param>
    /// <param name="content">The file, or its beginning if it has more than a megabyte.</param>
    bool CanRead(string fileName, ReadOnlySpan<byte> content);

    /// <summary>Reads a file.</summary>
    /// <exception cref="SpecificationException">The file is not valid; the message is one line and names the place.</exception>
    MdpDocument Read(MdpSource source);

    /// <summary>Writes environments; the files' names begin with <paramref name="name"/>.</summary>
    /// <param name="environments">The environments; one type unless <see cref="Holds"/> includes <see cref="MdpContents.Types"/>.</param>
    /// <param name="name">The name of the main file.</param>
    IReadOnlyList<MdpOutput> Write(EnvironmentSet environments, string name) => throw new NotSupportedException($"{Name} is only read.");
}

/// <summary>What a format can hold besides states, actions, transitions and rewards.</summary>
[Flags]
public enum MdpContents
{
    /// <summary>Nothing else.</summary>
    None = 0,

    /// <summary>Several types.</summary>
    Types = 1,

    /// <summary>The discount.</summary>
    Discount = 2,

    /// <summary>Any distribution of the first state.</summary>
    Start = 4,

    /// <summary>A distribution for evaluation.</summary>
    Evaluation = 8,

    /// <summary>Names of states.</summary>
    Names = 16,

    /// <summary>How agents are divided among the types.</summary>
    Shares = 32,

    /// <summary>States with fewer actions than others.</summary>
    ActionSets = 64,

    /// <summary>Which states end an episode.</summary>
    TerminalStates = 128,

    /// <summary>Distributions of the first state of the types' own.</summary>
    OwnStarts = 256,

    /// <summary>Names of actions.</summary>
    ActionNames = 512,

    /// <summary>All of these.</summary>
    All = Types | Discount | Start | Evaluation | Names | Shares | ActionSets | TerminalStates | OwnStarts
        | ActionNames,
}

/// <summary>A file to write.</summary>
/// <param name="FileName">The name, without a folder.</param>
/// <param name="Write">Writes the content, which need not fit into memory. The file appears under its name when this has ended.</param>
public sealed record MdpOutput(string FileName, Action<Stream> Write)
{
    /// <summary>A file whose content is known.</summary>
    /// <param name="fileName">The name, without a folder.</param>
    /// <param name="content">The bytes.</param>
    public MdpOutput(string fileName, ReadOnlyMemory<byte> content)
        : this(fileName, stream => stream.Write(content.Span))
    {
    }
}
