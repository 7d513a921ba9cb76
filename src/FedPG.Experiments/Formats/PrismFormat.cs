using System.Globalization;
using System.Text;
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
    public MdpContents? Holds => MdpContents.None;

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
    public IReadOnlyList<MdpOutput> Write(EnvironmentSet environments, string name)
    {
        if (name.EndsWith(Sections, StringComparison.OrdinalIgnoreCase))
            throw new SpecificationException(name, $"the ending {Sections}, which is only read", ".tra");
        string stem = Path.GetFileNameWithoutExtension(name);
        var (transitions, rewards) = Tables(environments);
        return [new(name, transitions), new(stem + ".lab", Labels(environments)), new(stem + ".trew", rewards)];
    }

    private static (byte[] Transitions, byte[] Rewards) Tables(EnvironmentSet environments)
    {
        var process = environments.Types[0];
        StringBuilder transitions = new(), rewards = new();
        (int count, int rewarded) = (0, 0);
        for (int s = 0; s < process.States; s++)
        {
            for (int a = 0; a < process.Actions; a++)
            {
                var row = process.TransitionRow(s, a);
                for (int next = 0; next < row.Length; next++)
                {
                    if (row[next] == 0) continue;
                    transitions.Append(CultureInfo.InvariantCulture, $"{s} {a} {next} {row[next]:R} {Action(environments, a)}\n");
                    count++;
                    if (process.Reward(s, a) == 0) continue;
                    rewards.Append(CultureInfo.InvariantCulture, $"{s} {a} {next} {process.Reward(s, a):R}\n");
                    rewarded++;
                }
            }
        }

        int choices = process.States * process.Actions;
        transitions.Insert(0, FormattableString.Invariant($"{process.States} {choices} {count}\n"));
        rewards.Insert(0, FormattableString.Invariant($"{process.States} {choices} {rewarded}\n"));
        return (Bytes(transitions), Bytes(rewards));
    }

    /// <summary>The action's name as one word of letters, digits and underscores.</summary>
    internal static string Action(EnvironmentSet environments, int action)
    {
        string name = environments.ActionNames.IsEmpty ? "" : environments.ActionNames[action];
        bool isWord = name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
        return isWord ? name : FormattableString.Invariant($"a{action}");
    }

    private static byte[] Labels(EnvironmentSet environments)
    {
        var text = new StringBuilder("0=\"init\" 1=\"deadlock\"\n");
        for (int s = 0; s < environments.States; s++)
            if (environments.InitialDistribution[s] > 0) text.Append(CultureInfo.InvariantCulture, $"{s}: 0\n");
        return Bytes(text);
    }

    private static byte[] Bytes(StringBuilder text) => Encoding.UTF8.GetBytes(text.ToString());
}
