using FedPG.Environments;
using FedPG.Formats;

namespace FedPG.Experiments.Files;

/// <summary>
/// Environment files, <c>fedpg-mdp/1</c>: <c>discount</c>, <c>initialDistribution</c> [S], optionally <c>evaluationDistribution</c> [S],
/// and <c>environments</c>, each with <c>name</c>, <c>transitions</c> [S][A][S] and <c>rewards</c> [S][A]; optionally
/// <c>terminalStates</c>, and <c>stateNames</c> [S] and <c>actionNames</c> [A], which reports show. Rows may list their next states only;
/// docs/files.md has all forms.
/// </summary>
public static class MdpFile
{
    /// <summary>The format's name.</summary>
    public const string Format = "fedpg-mdp/1";

    /// <summary>Reads and checks a file of this format.</summary>
    /// <param name="path">The file.</param>
    /// <param name="discount">γ, to replace the file's own; or null.</param>
    /// <exception cref="SpecificationException">The file is invalid; the message is one line and names the place.</exception>
    public static EnvironmentSet Read(string path, double? discount = null) =>
        MdpFiles.Read([path], new MdpOptions { Discount = discount }, [new MdpFileFormat()], $"a JSON file in the format {Format}");
}
