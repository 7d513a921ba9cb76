namespace FedPG.Experiments.Files;

/// <summary>
/// The limits on the size of input, as documented in docs/files.md. They are checked before anything is written.
/// </summary>
internal static class InputLimits
{
    /// <summary>Bytes of an experiment file or a file of cluster settings, includes counted.</summary>
    public const int ConfigurationBytes = 1 << 20;

    /// <summary>Keys in such a file.</summary>
    public const int Keys = 4_000;

    /// <summary>Characters of a key.</summary>
    public const int KeyLength = 200;

    /// <summary>Levels of sections and lists.</summary>
    public const int Nesting = 32;

    /// <summary>Includes per file, nested ones counted.</summary>
    public const int Includes = 50;

    /// <summary>Variants × points of the sweep.</summary>
    public const int Settings = 2_000;

    /// <summary>Variants × points of the sweep × seeds.</summary>
    public const int Runs = 100_000;

    /// <summary>Bytes of an MDP or policy file.</summary>
    public const int JsonBytes = 1 << 28;

    /// <summary>Bytes of an MDP file that is read as a stream.</summary>
    public const long StreamedBytes = 1L << 40;

    /// <summary>Bytes of a record that <c>fedpg run</c> wrote, such as rounds.csv.</summary>
    public const int RecordBytes = 0x7fff_0000;

    /// <summary>Episodes of <c>fedpg simulate</c>.</summary>
    public const int Episodes = 10_000;

    /// <summary>Episodes × steps × (state and action variables) of <c>fedpg simulate</c>: half a gigabyte.</summary>
    public const long SimulatedNumbers = 1 << 26;

    /// <summary>A number of bytes in a readable unit.</summary>
    public static string Text(double bytes) => bytes switch
    {
        >= 1e12 => $"{Round(bytes / 1e12)} TB",
        >= 1e9 => $"{Round(bytes / 1e9)} GB",
        >= 1e6 => $"{Round(bytes / 1e6)} MB",
        >= 1e3 => $"{Round(bytes / 1e3)} kB",
        _ => $"{Round(bytes)} bytes",
    };

    private static string Round(double number) =>
        number.ToString(number < 9.95 ? "0.#" : "0", System.Globalization.CultureInfo.InvariantCulture);
}
