namespace FedPG.Formats;

/// <summary>A file to read.</summary>
public sealed class MdpSource
{
    private readonly Func<string, ReadOnlyMemory<byte>?> _beside;
    private readonly Func<Stream> _open;
    private readonly Lazy<ReadOnlyMemory<byte>> _content;

    /// <summary>A file whose content is known.</summary>
    /// <param name="fileName">The name, without its folder.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="options">What the user adds to the file.</param>
    /// <param name="beside">The bytes of a file of the same folder by its name; null if there is none.</param>
    public MdpSource(
        string fileName, ReadOnlyMemory<byte> content, MdpOptions options, Func<string, ReadOnlyMemory<byte>?> beside)
        : this(fileName, () => content, () => new MemoryStream(content.ToArray(), writable: false), options, beside)
    {
    }

    /// <summary>A file whose content is read when a format asks for it.</summary>
    /// <param name="fileName">The name, without its folder.</param>
    /// <param name="read">Reads the bytes.</param>
    /// <param name="open">Opens the file.</param>
    /// <param name="options">What the user adds to the file.</param>
    /// <param name="beside">The bytes of a file of the same folder by its name; null if there is none.</param>
    internal MdpSource(
        string fileName, Func<ReadOnlyMemory<byte>> read, Func<Stream> open, MdpOptions options,
        Func<string, ReadOnlyMemory<byte>?> beside)
    {
        (FileName, Options, _open, _beside) = (fileName, options, open, beside);
        _content = new Lazy<ReadOnlyMemory<byte>>(read);
    }

    /// <summary>The name, without its folder.</summary>
    public string FileName { get; }

    /// <summary>The name without folder and ending.</summary>
    public string Stem => Path.GetFileNameWithoutExtension(FileName);

    /// <summary>The bytes; of at most <see cref="IMdpFormat.MostBytes"/>.</summary>
    public ReadOnlyMemory<byte> Content => _content.Value;

    /// <summary>What the user adds to the file.</summary>
    public MdpOptions Options { get; }

    /// <summary>Opens the file as a stream, whatever its size; the caller disposes it.</summary>
    public Stream Open() => _open();

    /// <summary>The bytes of a file of the same folder; null if there is none.</summary>
    /// <param name="name">Its name, such as <c>robot.lab</c>.</param>
    public ReadOnlyMemory<byte>? Beside(string name) => _beside(name);
}

/// <summary>What the user adds to a file.</summary>
public sealed record MdpOptions
{
    /// <summary>γ, instead of the file's own; null for that.</summary>
    public double? Discount { get; init; }

    /// <summary>The name of a reward structure; null if the file has one or none.</summary>
    public string? Reward { get; init; }

    /// <summary>Whether the file's rewards are costs, which are minimised.</summary>
    public bool Cost { get; init; }

    /// <summary>The order of the axes of transitions, <c>ass</c> or <c>sas</c>; null if the shape tells.</summary>
    public string? Axes { get; init; }

    /// <summary>The settings, by name, that are given and that not every format has.</summary>
    internal IEnumerable<(string Name, string Value)> Given
    {
        get
        {
            if (Reward is not null) yield return ("reward", Reward);
            if (Axes is not null) yield return ("axes", Axes);
        }
    }
}
