using System.Globalization;
using System.Text;
using FedPG.Environments;
using FedPG.Formats;

namespace FedPG.Experiments.Formats;

/// <summary>Storm's direct encoding, <c>.drn</c>: header sections, then states with their actions and transitions.</summary>
internal sealed class DrnFormat : IMdpFormat
{
    /// <inheritdoc/>
    public string Name => "Storm DRN";

    /// <inheritdoc/>
    public IReadOnlyList<string> Endings => [".drn"];

    /// <inheritdoc/>
    public IReadOnlyList<string> Settings => ["reward"];

    /// <inheritdoc/>
    public MdpContents? Holds => MdpContents.ActionSets | MdpContents.ActionNames;

    /// <inheritdoc/>
    public bool CanRead(string fileName, ReadOnlySpan<byte> content) =>
        fileName.EndsWith(Endings[0], StringComparison.OrdinalIgnoreCase) || content.StartsWith("@type:"u8);

    /// <inheritdoc/>
    public MdpDocument Read(MdpSource source)
    {
        var lines = new SourceLines(SourceLines.Text(source.Content));
        return new DrnReader(lines, DrnHeader.Read(lines, source.Options.Reward)).Document(source.Stem);
    }

    /// <inheritdoc/>
    public IReadOnlyList<MdpOutput> Write(EnvironmentSet environments, string name)
    {
        var process = environments.Types[0];
        var text = new StringBuilder();
        text.Append("@type: MDP\n@parameters\n\n@reward_models\nreward\n");
        text.Append(CultureInfo.InvariantCulture, $"@nr_states\n{process.States}\n");
        text.Append(CultureInfo.InvariantCulture, $"@nr_choices\n{environments.ActionSets.Pairs}\n@model\n");
        for (int s = 0; s < process.States; s++)
        {
            text.Append(CultureInfo.InvariantCulture, $"state {s} [0]{(environments.InitialDistribution[s] > 0 ? " init" : "")}\n");
            for (int a = 0; a < environments.ActionSets.Count(s); a++)
            {
                text.Append(CultureInfo.InvariantCulture, $"\taction {PrismText.Action(environments, a)} [{process.Reward(s, a):R}]\n");
                var row = process.Successors(s, a);
                for (int i = 0; i < row.Length; i++)
                    if (row.Probabilities[i] != 0)
                        text.Append(CultureInfo.InvariantCulture, $"\t\t{row.States[i]} : {row.Probabilities[i]:R}\n");
            }
        }

        return [new(name, Encoding.UTF8.GetBytes(text.ToString()))];
    }
}
