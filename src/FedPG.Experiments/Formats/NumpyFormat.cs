using System.Collections.Immutable;
using FedPG.Environments;
using FedPG.Experiments.Numpy;
using FedPG.Formats;

namespace FedPG.Experiments.Formats;

/// <summary>
/// NumPy arrays: <c>P</c> [A][S][S] as pymdptoolbox has it, or [S][A][S]; <c>R</c>; and optionally <c>rho</c> [S], <c>gamma</c>,
/// <c>evaluation</c> [S], <c>names</c>, <c>stateNames</c>, <c>actionNames</c> and <c>axes</c>. They are in one <c>.npz</c>, or in files
/// <c>P.npy</c>, <c>R.npy</c>, … of one folder. With one axis more in front there are several types.
/// </summary>
internal sealed class NumpyFormat : IMdpFormat
{
    private const string Single = ".npy";
    private static readonly string[] Names = ["P", "R", "rho", "gamma", "evaluation", "names", "stateNames", "actionNames", "axes"];

    /// <inheritdoc/>
    public string Name => "NumPy";

    /// <inheritdoc/>
    public IReadOnlyList<string> Endings => [".npz", Single];

    /// <inheritdoc/>
    public IReadOnlyList<string> Settings => ["axes"];

    /// <inheritdoc/>
    public int MostBytes => (1 << 30) + (1 << 24);

    /// <inheritdoc/>
    public MdpContents? Holds =>
        MdpContents.Types | MdpContents.Discount | MdpContents.Start | MdpContents.Evaluation | MdpContents.Names
        | MdpContents.ActionNames;

    /// <inheritdoc/>
    public bool CanRead(string fileName, ReadOnlySpan<byte> content) =>
        NumpyArchive.IsAtStartOf(content) || NumpyHeader.IsAtStartOf(content)
        || Endings.Any(ending => fileName.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public MdpDocument Read(MdpSource source)
    {
        bool isSingle = NumpyHeader.IsAtStartOf(source.Content.Span)
            || source.FileName.EndsWith(Single, StringComparison.OrdinalIgnoreCase);
        var arrays = isSingle ? Beside(source) : NumpyArchive.Read(source.Content.ToArray(), Names, MdpSize.MostNumbers);
        return new NumpyTables(arrays, source).Document();
    }

    /// <inheritdoc/>
    public IReadOnlyList<MdpOutput> Write(EnvironmentSet environments, string name)
    {
        if (name.EndsWith(Single, StringComparison.OrdinalIgnoreCase))
            throw new SpecificationException(name, "the ending .npy, of a single array", ".npz");
        long numbers = (long)environments.TypeCount * environments.Actions * environments.States * environments.States;
        if (numbers > MdpSize.MostNumbers)
        {
            throw new SpecificationException(
                name, FormattableString.Invariant($"{numbers} probabilities"),
                FormattableString.Invariant($"at most {MdpSize.MostNumbers}"));
        }

        return [new MdpOutput(name, NumpyArchive.Write(Arrays(environments)))];
    }

    /// <summary>The arrays of the folder: those of a file xP.npy are in xR.npy and so on.</summary>
    private static Dictionary<string, NumpyArray> Beside(MdpSource source)
    {
        bool isTransitions = source.Stem == "P" || (source.Stem.EndsWith('P') && source.Stem[^2] is '.' or '-' or '_');
        if (!isTransitions)
            throw new SpecificationException($"found an array alone; accepted: P{Single} with R{Single} beside it, or .npz with both");
        var arrays = new Dictionary<string, NumpyArray> { ["P"] = Read(source.Content, "P") };
        foreach (string name in Names.Where(name => name != "P"))
            if (source.Beside(source.Stem[..^1] + name + Single) is { } content) arrays[name] = Read(content, name);
        return arrays;
    }

    private static NumpyArray Read(ReadOnlyMemory<byte> content, string name) =>
        NumpyFile.Read(content.Span, name, MdpSize.MostNumbers);

    private static IEnumerable<(string Name, NumpyArray Array)> Arrays(EnvironmentSet environments)
    {
        int types = environments.TypeCount, states = environments.States, actions = environments.Actions;
        ImmutableArray<int> lead = types > 1 ? [types] : [];
        double[] kernel = new double[types * actions * states * states];
        for (int m = 0; m < types; m++)
        {
            for (int a = 0; a < actions; a++)
            {
                for (int s = 0; s < states; s++)
                    environments.Types[m].TransitionRow(s, a).CopyTo(kernel.AsSpan(((m * actions + a) * states + s) * states));
            }
        }

        yield return ("P", NumpyArray.OfNumbers(kernel, [.. lead, actions, states, states]));
        double[] rewards = [.. environments.Types.SelectMany(type => type.Rewards.ToArray())];
        yield return ("R", NumpyArray.OfNumbers(rewards, [.. lead, states, actions]));
        yield return ("rho", NumpyArray.OfNumbers([.. environments.InitialDistribution], states));
        yield return ("gamma", NumpyArray.OfNumbers([environments.Discount]));
        if (environments.EvaluationDistribution != environments.InitialDistribution)
            yield return ("evaluation", NumpyArray.OfNumbers([.. environments.EvaluationDistribution], states));
        yield return ("names", NumpyArray.OfTexts([.. Enumerable.Range(0, types).Select(environments.NameOfType)], types));
        if (!environments.StateNames.IsEmpty) yield return ("stateNames", NumpyArray.OfTexts(environments.StateNames, states));
        if (!environments.ActionNames.IsEmpty) yield return ("actionNames", NumpyArray.OfTexts(environments.ActionNames, actions));
        yield return ("axes", NumpyArray.OfTexts([NumpyTables.ActionsFirst]));
    }
}
