using FedPG.Environments;
using FedPG.Formats;

namespace FedPG.Experiments.Files;

/// <summary>The format <c>fedpg-mdp/1</c>, as of <see cref="MdpFile"/>.</summary>
internal sealed class MdpFileFormat : IMdpFormat
{
    /// <inheritdoc/>
    public string Name => MdpFile.Format;

    /// <inheritdoc/>
    public IReadOnlyList<string> Endings => [".mdp.json", ".json"];

    /// <inheritdoc/>
    public MdpContents? Holds => MdpContents.All;

    /// <inheritdoc/>
    public long MostStreamedBytes => InputLimits.StreamedBytes;

    /// <inheritdoc/>
    public bool CanRead(string fileName, ReadOnlySpan<byte> content) =>
        fileName.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || content.TrimStart(" \t\r\n\ufeff"u8).StartsWith("{"u8);

    /// <inheritdoc/>
    public MdpDocument Read(MdpSource source)
    {
        using var stream = source.Open();
        return new MdpFileReader(new JsonTokens(stream, MdpFile.Format)).Read();
    }

    /// <inheritdoc/>
    public IReadOnlyList<MdpOutput> Write(EnvironmentSet environments, string name) =>
        [new MdpOutput(name, stream => MdpFileText.Write(stream, environments))];
}
