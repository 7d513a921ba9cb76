using FedPG.Environments;
using FedPG.Formats;

namespace FedPG.Experiments.Formats;

/// <summary>
/// PRISM's explicit files: <c>.tra</c> with <c>.lab</c>, <c>.srew</c> and <c>.trew</c> of the same name beside it, or all in one,
/// <c>.pexp</c>.
/// </summary>
internal sealed class PrismFormat : IMdpFormat
{
    private const string Sections = ".pexp";

    /// <inheritdoc/>
    public string Name => "PRISM explicit";

    /// <inheritdoc/>
    public IReadOnlyList<string> Endings => [".tra", Sections];

    /// <inheritdoc/>
    public IReadOnlyList<string> Settings => ["reward"];

    /// <inheritdoc/>
    public MdpContents? Holds => MdpContents.ActionSets | MdpContents.ActionNames;

    /// <inheritdoc/>
    public bool CanRead(string fileName, ReadOnlySpan<byte> content) =>
        Endings.Any(ending => fileName.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) || content.StartsWith("# Transitions"u8);

    /// <inheritdoc/>
    public MdpDocument Read(MdpSource source)
    {
        if (source.FileName.EndsWith(".rows.tra", StringComparison.OrdinalIgnoreCase))
            throw new SpecificationException("found PRISM's export by rows (.rows.tra); accepted: its plain export (.tra)");
        bool isSections = source.FileName.EndsWith(Sections, StringComparison.OrdinalIgnoreCase);
        return PrismReader.Read(isSections ? PrismParts.OfSections(source) : PrismParts.OfFiles(source), source.Stem);
    }

    /// <inheritdoc/>
    public IReadOnlyList<MdpOutput> Write(EnvironmentSet environments, string name) =>
        name.EndsWith(Sections, StringComparison.OrdinalIgnoreCase)
            ? [PrismText.Sections(environments, name)]
            : PrismText.Files(environments, name);
}
