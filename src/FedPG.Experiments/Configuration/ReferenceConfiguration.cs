using FedPG.Experiments.Configuration.Hocon;

namespace FedPG.Experiments.Configuration;

/// <summary>reference.conf, the lowest layer: every key with its default.</summary>
internal static class ReferenceConfiguration
{
    private const string Resource = "FedPG.Experiments.reference.conf";

    /// <summary>The file's text, with its comments.</summary>
    public static string Text { get; } = ReadText();

    /// <summary>The section <c>fedpg</c>.</summary>
    public static ConfigSection Section { get; } = (ConfigSection)HoconReader.Read(Text, "reference.conf").Find(ConfigPath.Root)!;

    private static string ReadText()
    {
        using var stream = typeof(ReferenceConfiguration).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
