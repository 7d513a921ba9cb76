using System.Globalization;
using System.Text;
using FedPG;
using FedPG.Formats;

namespace Extension.Sample;

/// <summary>
/// Processes as lines <c>state,action,next,probability,reward</c> below a first line <c>states,S</c>; states and actions ascend. Whatever
/// all formats share (missing actions, sums of rows, sizes, the discount) is not its business.
/// </summary>
public sealed class TransitionListFormat : IMdpFormat
{
    public string Name => "transition list";

    public IReadOnlyList<string> Endings => [".transitions.csv"];

    public bool CanRead(string fileName, ReadOnlySpan<byte> content) => fileName.EndsWith(Endings[0], StringComparison.Ordinal);

    public MdpDocument Read(MdpSource source)
    {
        string[][] lines = [.. Encoding.UTF8.GetString(source.Content.Span).Split('\n').Select(line => line.Trim().Split(','))];
        var table = new MdpTableBuilder(source.Stem, Number(lines, 0, 1));
        (int State, int Action) last = (-1, -1);
        for (int i = 1; i < lines.Length; i++)
        {
            if (lines[i] is [""]) continue;
            var pair = (State: Number(lines, i, 0), Action: Number(lines, i, 1));
            int next = Number(lines, i, 2);
            if (pair.CompareTo(last) < 0 || Math.Max(pair.State, next) >= table.States)
                throw new SpecificationException($"line {i + 1}", string.Join(',', lines[i]), "states of the list, in ascending order");
            if (pair != last) table.AddChoice(pair.State);
            table.AddTransition(next, Real(lines, i, 3), Real(lines, i, 4));
            last = pair;
        }

        return new MdpDocument { Types = [table.Build()] };
    }

    private static int Number(string[][] lines, int line, int column) =>
        int.TryParse(lines[line].ElementAtOrDefault(column), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw Refused(lines, line);

    private static double Real(string[][] lines, int line, int column) =>
        double.TryParse(lines[line].ElementAtOrDefault(column), CultureInfo.InvariantCulture, out double number)
            ? number
            : throw Refused(lines, line);

    private static SpecificationException Refused(string[][] lines, int line) =>
        new($"line {line + 1}", $"'{string.Join(',', lines[line])}'", line == 0 ? "states,S" : "state,action,next,probability,reward");
}
