using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FedPG.Environments;

namespace FedPG.Experiments.Files;

/// <summary>Environments as the text of a file, <c>fedpg-mdp/1</c>: one line per state; every number reads back as the same bits.</summary>
internal static class MdpFileText
{
    /// <summary>The text in UTF-8.</summary>
    /// <exception cref="SpecificationException">The text is longer than a file that can be read.</exception>
    public static ReadOnlyMemory<byte> Of(EnvironmentSet environments)
    {
        using var bytes = new MemoryStream();
        using (var text = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true))
            Write(text, bytes, environments);
        Require(bytes.Length);
        return bytes.ToArray();
    }

    private static void Write(StreamWriter text, MemoryStream bytes, EnvironmentSet environments)
    {
        text.Write($"{{\n  \"format\": \"{MdpFile.Format}\",\n  \"discount\": {Number(environments.Discount)},\n");
        text.Write($"  \"initialDistribution\": {List(environments.InitialDistribution.AsSpan())},\n");
        if (environments.EvaluationDistribution != environments.InitialDistribution)
            text.Write($"  \"evaluationDistribution\": {List(environments.EvaluationDistribution.AsSpan())},\n");
        if (!environments.TerminalStates.IsEmpty)
            text.Write($"  \"terminalStates\": [{string.Join(", ", environments.TerminalStates.Select(state => Number(state)))}],\n");
        Write(text, "stateNames", environments.StateNames);
        Write(text, "actionNames", environments.ActionNames);
        text.Write("  \"environments\": [");
        var shares = environments.Shares;
        for (int type = 0; type < environments.TypeCount; type++)
        {
            var process = environments.Types[type];
            text.Write($"{(type > 0 ? "," : "")}\n    {{\n      \"name\": {Quoted(environments.NameOfType(type))},\n");
            if (!shares.Counts.IsEmpty) text.Write($"      \"{MdpFileShares.Agents}\": {Number(shares.Counts[type])},\n");
            if (!shares.Weights.IsEmpty) text.Write($"      \"{MdpFileShares.Weight}\": {Number(shares.Weights[type])},\n");
            var sets = environments.ActionSets;
            if (!process.Start.IsEmpty) text.Write($"      \"initialDistribution\": {List(process.Start.AsSpan())},\n");
            Write(text, bytes, "transitions", process.States, s => Rows(process, s, sets.Count(s)));
            text.Write(",\n");
            Write(text, bytes, "rewards", process.States, s => List(process.Rewards.Slice(s * process.Actions, sets.Count(s))));
            text.Write("\n    }");
        }

        text.Write("\n  ]\n}\n");
    }

    private static void Write(StreamWriter text, string key, ImmutableArray<string> names)
    {
        if (!names.IsEmpty) text.Write($"  \"{key}\": [{string.Join(", ", names.Select(Quoted))}],\n");
    }

    private static void Write(StreamWriter text, MemoryStream bytes, string key, int states, Func<int, string> line)
    {
        text.Write($"      \"{key}\": [");
        for (int s = 0; s < states; s++)
        {
            text.Write($"{(s > 0 ? "," : "")}\n        {line(s)}");
            text.Flush();
            Require(bytes.Length);
        }

        text.Write("\n      ]");
    }

    /// <summary>The rows of a state's actions: lists of all states, or of the successors if the kernel has such.</summary>
    private static string Rows(MarkovDecisionProcess process, int state, int actions) =>
        $"[{string.Join(", ", Enumerable.Range(0, actions).Select(action => Row(process, state, action)))}]";

    private static string Row(MarkovDecisionProcess process, int state, int action)
    {
        if (!process.Kernel.IsSparse) return List(process.TransitionRow(state, action));
        var row = process.Successors(state, action);
        var listed = new StringBuilder("{");
        for (int i = 0; i < row.Length; i++)
            listed.Append(CultureInfo.InvariantCulture, $"{(i > 0 ? ", " : "")}\"{row.States[i]}\": {row.Probabilities[i]:R}");
        return listed.Append('}').ToString();
    }

    private static string List(ReadOnlySpan<double> numbers)
    {
        var list = new StringBuilder("[");
        for (int i = 0; i < numbers.Length; i++) list.Append(i > 0 ? ", " : "").Append(Number(numbers[i]));
        return list.Append(']').ToString();
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static void Require(long length)
    {
        if (length <= InputLimits.JsonBytes) return;
        throw new SpecificationException(
            MdpFile.Format, $"a text of more than {InputLimits.Text(InputLimits.JsonBytes)}", "a smaller process, or a file .npz");
    }
}
