using System.Collections.Immutable;
using FedPG.Environments;
using FedPG.Experiments.Text;
using FedPG.Formats;

namespace FedPG.Experiments.Files;

/// <summary>Files of a federation in the format that the ending of a path names.</summary>
/// <param name="Files">The paths of the files, and what writes each.</param>
/// <param name="Notes">What the environments' notices say, and what the format cannot hold.</param>
internal sealed record MdpExport(ImmutableArray<(string Path, Action<Stream> Write)> Files, ImmutableArray<string> Notes)
{
    private const double Precision = 1e-12;

    /// <summary>The paths.</summary>
    public IEnumerable<string> Paths => Files.Select(file => file.Path);

    /// <summary>Plans the files; writes nothing.</summary>
    /// <param name="environments">The environments.</param>
    /// <param name="path">The main file; a format of one type makes one for each type, with its number.</param>
    /// <param name="formats">The formats of the catalogue.</param>
    /// <exception cref="SpecificationException">No format that is written has the ending.</exception>
    public static MdpExport Of(EnvironmentSet environments, string path, ImmutableArray<IMdpFormat> formats)
    {
        var written = formats.Where(format => format.Holds is not null).ToList();
        var format = written.FirstOrDefault(known => Ending(known, path).Length > 0) ?? throw new SpecificationException(
            OneLine.Of(path), "an ending that no format has that is written", MdpFiles.Names(written));
        string folder = Path.GetDirectoryName(path) ?? "", ending = Ending(format, path);
        string stem = Path.GetFileName(path)[..^ending.Length];
        if (stem.Length == 0)
            throw new SpecificationException(OneLine.Of(path), "an ending without a name", $"a name such as mine{ending}");
        var holds = format.Holds!.Value;
        bool isWhole = environments.TypeCount == 1 || holds.HasFlag(MdpContents.Types);
        var outputs = isWhole
            ? format.Write(environments, stem + ending)
            : [.. Enumerable.Range(0, environments.TypeCount).SelectMany(type => format.Write(
                Only(environments, type), FormattableString.Invariant($"{stem}-{type}{ending}")))];
        return new MdpExport(
            [.. outputs.Select(output => (Path.Combine(folder, output.FileName), output.Write))],
            [.. environments.Notices, .. Lost(environments, holds).Select(lost => $"{format.Name} has no place for {lost}")]);
    }

    /// <summary>Writes the files.</summary>
    /// <param name="overwrite">Whether files that exist are replaced.</param>
    /// <param name="cancellationToken">Ends the writing; a file that is not complete is removed.</param>
    /// <exception cref="SpecificationException">A file exists.</exception>
    public void Write(bool overwrite, CancellationToken cancellationToken = default)
    {
        foreach (string path in Paths)
        {
            if (Directory.Exists(path)) throw new SpecificationException(OneLine.Of(path), "a folder", "a file to write to");
            if (!overwrite && File.Exists(path))
                throw new SpecificationException(OneLine.Of(path), "a file that exists", "a new file, or --overwrite");
        }

        foreach (var (path, write) in Files) AtomicFile.Write(path, write, cancellationToken);
    }

    private static string Ending(IMdpFormat format, string path) =>
        format.Endings.FirstOrDefault(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase), "");

    private static EnvironmentSet Only(EnvironmentSet environments, int type) => new(
        environments.Discount, environments.StartOf(environments.Types[type]), [environments.Types[type]],
        environments.ScoredFrom(environments.Types[type]).ToArray())
    {
        TypeNames = [environments.NameOfType(type)],
        StateNames = environments.StateNames,
        ActionNames = environments.ActionNames,
        ActionSets = environments.ActionSets,
        TerminalStates = environments.TerminalStates,
    };

    private static IEnumerable<string> Lost(EnvironmentSet environments, MdpContents holds)
    {
        if (!holds.HasFlag(MdpContents.Discount))
            yield return FormattableString.Invariant($"the discount, {environments.Discount:R}");
        if (!holds.HasFlag(MdpContents.Start) && !IsUniformOnItsStates(environments.InitialDistribution))
            yield return "the probabilities of the first states: all that are possible are marked as such";
        if (!holds.HasFlag(MdpContents.Evaluation)
            && !environments.EvaluationDistribution.AsSpan().SequenceEqual(environments.InitialDistribution.AsSpan()))
            yield return "the distribution for evaluation";
        if (!holds.HasFlag(MdpContents.Names) && !environments.StateNames.IsEmpty) yield return "names of states";
        if (!holds.HasFlag(MdpContents.ActionNames) && !environments.ActionNames.IsEmpty) yield return "names of actions";
        if (!holds.HasFlag(MdpContents.Shares) && !environments.Shares.AreEqual) yield return "the agents of each environment";
        bool isTogether = environments.TypeCount > 1 && holds.HasFlag(MdpContents.Types);
        if (isTogether && !holds.HasFlag(MdpContents.OwnStarts) && environments.Types.Any(type => !type.Start.IsEmpty))
            yield return "the first states of each environment";
        if (!holds.HasFlag(MdpContents.ActionSets) && !environments.ActionSets.AreFull)
            yield return "states with fewer actions: there the last action also stands for the missing ones";
        if (!holds.HasFlag(MdpContents.TerminalStates) && !environments.TerminalStates.IsEmpty)
            yield return "terminal states: they absorb with reward 0";
    }

    private static bool IsUniformOnItsStates(ImmutableArray<double> start)
    {
        double[] positive = [.. start.Where(probability => probability > 0)];
        return positive.All(probability => Math.Abs(probability - positive[0]) < Precision);
    }
}
