using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FedPG.Environments;

namespace FedPG.Experiments.Files;

/// <summary>
/// Environments as the text of a file, <c>fedpg-mdp/1</c>: one line per state; every number reads back as the same bits. The text is
/// written as it is made, so that it needs no memory.
/// </summary>
internal sealed class MdpFileText
{
    private readonly StreamWriter _text;
    private readonly EnvironmentSet _environments;

    private MdpFileText(StreamWriter text, EnvironmentSet environments) => (_text, _environments) = (text, environments);

    /// <summary>Writes the text in UTF-8.</summary>
    /// <param name="stream">Is left open.</param>
    /// <param name="environments">The environments.</param>
    /// <param name="buffer">The number of characters that are written at once.</param>
    public static void Write(Stream stream, EnvironmentSet environments, int buffer = 1 << 16)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), buffer, leaveOpen: true);
        new MdpFileText(text, environments).Write();
    }

    private void Write()
    {
        _text.Write($"{{\n  \"format\": \"{MdpFile.Format}\",\n  \"discount\": ");
        Number(_environments.Discount);
        _text.Write(",\n");
        Numbers("  ", MdpFileReader.Initial, _environments.InitialDistribution.AsSpan());
        if (_environments.EvaluationDistribution != _environments.InitialDistribution)
            Numbers("  ", MdpFileReader.Evaluation, _environments.EvaluationDistribution.AsSpan());
        if (!_environments.TerminalStates.IsEmpty)
            Numbers("  ", MdpFileEnds.Key, [.. _environments.TerminalStates.Select(state => (double)state)]);
        Names("stateNames", _environments.StateNames);
        Names("actionNames", _environments.ActionNames);
        _text.Write("  \"environments\": [");
        for (int type = 0; type < _environments.TypeCount; type++) Type(type);
        _text.Write("\n  ]\n}\n");
    }

    private void Type(int type)
    {
        const string Indent = "      ";
        var process = _environments.Types[type];
        var (shares, sets) = (_environments.Shares, _environments.ActionSets);
        _text.Write($"{(type > 0 ? "," : "")}\n    {{\n{Indent}\"name\": {Quoted(_environments.NameOfType(type))},\n");
        if (!shares.Counts.IsEmpty) Share(MdpFileShares.Agents, shares.Counts[type]);
        if (!shares.Weights.IsEmpty) Share(MdpFileShares.Weight, shares.Weights[type]);
        if (!process.Start.IsEmpty) Numbers(Indent, MdpFileReader.Initial, process.Start.AsSpan());
        Lines("transitions", process.States, state => Rows(process, state, sets.Count(state)));
        _text.Write(",\n");
        Lines("rewards", process.States, state => List(process.Rewards.Slice(state * process.Actions, sets.Count(state))));
        _text.Write("\n    }");

        void Share(string key, double share)
        {
            _text.Write($"{Indent}\"{key}\": ");
            Number(share);
            _text.Write(",\n");
        }
    }

    private void Names(string key, ImmutableArray<string> names)
    {
        if (!names.IsEmpty) _text.Write($"  \"{key}\": [{string.Join(", ", names.Select(Quoted))}],\n");
    }

    private void Numbers(string indent, string key, ReadOnlySpan<double> numbers)
    {
        _text.Write($"{indent}\"{key}\": ");
        List(numbers);
        _text.Write(",\n");
    }

    private void Lines(string key, int states, Action<int> line)
    {
        _text.Write($"      \"{key}\": [");
        for (int state = 0; state < states; state++)
        {
            _text.Write(state > 0 ? ",\n        " : "\n        ");
            line(state);
        }

        _text.Write("\n      ]");
    }

    /// <summary>The rows of a state's actions: lists of all states, or of the successors if the kernel has such.</summary>
    private void Rows(MarkovDecisionProcess process, int state, int actions)
    {
        _text.Write('[');
        for (int action = 0; action < actions; action++)
        {
            if (action > 0) _text.Write(", ");
            if (process.Kernel.IsSparse) Successors(process.Successors(state, action));
            else List(process.TransitionRow(state, action));
        }

        _text.Write(']');
    }

    private void Successors(SuccessorRow row)
    {
        _text.Write('{');
        for (int i = 0; i < row.Length; i++)
        {
            _text.Write(i > 0 ? ", \"" : "\"");
            Number(row.States[i]);
            _text.Write("\": ");
            Number(row.Probabilities[i]);
        }

        _text.Write('}');
    }

    private void List(ReadOnlySpan<double> numbers)
    {
        _text.Write('[');
        for (int i = 0; i < numbers.Length; i++)
        {
            if (i > 0) _text.Write(", ");
            Number(numbers[i]);
        }

        _text.Write(']');
    }

    /// <summary>The shortest text that reads back as the same bits, which has at most 24 characters.</summary>
    private void Number(double number)
    {
        Span<char> digits = stackalloc char[32];
        number.TryFormat(digits, out int length, "R", CultureInfo.InvariantCulture);
        _text.Write(digits[..length]);
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
