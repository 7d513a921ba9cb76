using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FedPG.Environments;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Files;

/// <summary>
/// Policy files, <c>fedpg-policy/1</c>: <c>parameterization</c> (softmax, bit-softmax, probabilities or tsallis), <c>parameters</c>
/// ([S][2^k−1][2] for bits, otherwise [S][A]), optionally <c>period</c> K, which makes that K·S rows, <c>alpha</c> for tsallis, and
/// <c>round</c>.
/// </summary>
public static class PolicyFile
{
    /// <summary>The format's name.</summary>
    public const string Format = "fedpg-policy/1";

    /// <summary>The name of the learned policy's file in a run's folder.</summary>
    public const string FileName = "policy.json";

    /// <summary>The name of the best policy's file in a run's folder.</summary>
    public const string BestName = "best-policy.json";

    private const int LongestPeriod = 64;

    /// <summary>Reads a file for environments of the given size.</summary>
    /// <param name="path">The file.</param>
    /// <param name="states">S.</param>
    /// <param name="actions">A.</param>
    /// <exception cref="SpecificationException">The file is invalid; the message is one line and names the place.</exception>
    public static PolicyParameters Read(string path, int states, int actions) =>
        JsonInput.Read(path, Format, root => Policy(root, states, actions));

    /// <summary>Reads a file for environments, whose states may offer different actions.</summary>
    /// <param name="path">The file.</param>
    /// <param name="environments">The environments, without phases.</param>
    /// <exception cref="SpecificationException">The file is invalid; the message is one line and names the place.</exception>
    internal static PolicyParameters Read(string path, EnvironmentSet environments) => JsonInput.Read(path, Format, root =>
    {
        var policy = Policy(root, environments.States, environments.Actions);
        policy.RequireOffered(environments);
        return policy;
    });

    /// <summary>Writes a file atomically; every number reads back as the same bits.</summary>
    public static void Write(string path, PolicyParameters policy)
    {
        if (policy.Values.Length != policy.Rows * policy.RowSize)
            throw new ArgumentException("The values do not fit the shape.", nameof(policy));
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{{\n  \"format\": \"{Format}\",\n  \"parameterization\": \"{Name(policy.Parameterization)}\",\n");
        if (policy.Parameterization == PolicyParameterization.Tsallis)
            text.Append(CultureInfo.InvariantCulture, $"  \"alpha\": {Number(policy.Alpha)},\n");
        if (policy.Round is { } round) text.Append(CultureInfo.InvariantCulture, $"  \"round\": {round},\n");
        if (policy.Period > 1) text.Append(CultureInfo.InvariantCulture, $"  \"period\": {policy.Period},\n");
        var rows = Enumerable.Range(0, policy.Rows).Select(row => $"    {Row(policy, row)}");
        text.Append("  \"parameters\": [\n").AppendJoin(",\n", rows).Append("\n  ]\n}\n");
        AtomicFile.WriteText(path, text.ToString());
    }

    private static PolicyParameters Policy(JsonElement root, int states, int actions)
    {
        JsonInput.RequireFormat(root, Format);
        if (FeaturePolicyFile.IsFeatures(root))
        {
            string tables = NameList.Or(Enum.GetValues<PolicyParameterization>().Select(Name));
            throw new SpecificationException(
                "parameterization",
                $"\"{FeaturePolicyFile.Parameterization}\"",
                $"{tables} for {Text(states)} states and {Text(actions)} actions");
        }

        var members = JsonInput.Members(root, "the file", ["format", "parameterization", "parameters"], "period", "alpha", "round");
        int period = members.TryGetValue("period", out var given) ? Period(given) : 1;
        var parameterization = Parameterization(members["parameterization"]);
        var policy = new PolicyParameters(parameterization, states, actions, period, [])
        {
            Alpha = Alpha(members, parameterization),
            Round = members.TryGetValue("round", out var after) ? Round(after) : null,
        };
        var rows = JsonInput.List(members["parameters"], "parameters", $"a list of the shape {Shape(policy)}");
        if (rows.Length != policy.Rows) throw new SpecificationException("parameters", FoundShape(rows), Shape(policy));
        var values = ImmutableArray.CreateBuilder<double>(policy.Rows * policy.RowSize);
        for (int i = 0; i < rows.Length; i++)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"parameters, row {i}");
            double[] row = policy.Parameterization == PolicyParameterization.BitSoftmax
                ? Nodes(rows[i], place, policy)
                : JsonInput.Numbers(rows[i], place);
            if (row.Length != policy.RowSize)
                throw new SpecificationException(place, Entries(row.Length), $"{Text(policy.RowSize)}: the shape is {Shape(policy)}");
            if (policy.Parameterization == PolicyParameterization.Probabilities) Probabilities.Check(row, place);
            values.AddRange(row);
        }

        return policy with { Values = values.MoveToImmutable() };
    }

    private static double[] Nodes(JsonElement row, string place, PolicyParameters policy)
    {
        var nodes = JsonInput.List(row, place, $"a list of nodes: the shape is {Shape(policy)}");
        if (nodes.Length != policy.Groups)
            throw new SpecificationException(
                place, JsonInput.Count(nodes.Length, "node", "nodes"), $"{Text(policy.Groups)}: the shape is {Shape(policy)}");
        var values = new List<double>(policy.RowSize);
        for (int i = 0; i < nodes.Length; i++)
        {
            string node = string.Create(CultureInfo.InvariantCulture, $"{place}, node {i}");
            double[] pair = JsonInput.Numbers(nodes[i], node);
            if (pair.Length != 2) throw new SpecificationException(node, Entries(pair.Length), $"2: the shape is {Shape(policy)}");
            values.AddRange(pair);
        }

        return [.. values];
    }

    private static int Period(JsonElement element)
    {
        bool isPeriod = element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int period)
            && period is >= 1 and <= LongestPeriod;
        return isPeriod
            ? element.GetInt32()
            : throw new SpecificationException("period", JsonInput.Found(element), $"an integer from 1 to {Text(LongestPeriod)}");
    }

    internal static int Round(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int round) && round >= 0
            ? round
            : throw new SpecificationException("round", JsonInput.Found(element), "an integer of at least 0");

    private static double Alpha(Dictionary<string, JsonElement> members, PolicyParameterization parameterization)
    {
        const string Accepted = "a number above 0 and at most 1";
        bool isGiven = members.TryGetValue("alpha", out var element);
        if (parameterization != PolicyParameterization.Tsallis)
        {
            return isGiven
                ? throw new SpecificationException("alpha", JsonInput.Found(element), $"none: {Name(parameterization)} has no alpha")
                : 1;
        }

        if (!isGiven) throw new SpecificationException("alpha", "nothing", $"{Accepted} for tsallis");
        bool isAlpha = element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double alpha) && alpha is > 0 and <= 1;
        return isAlpha ? element.GetDouble() : throw new SpecificationException("alpha", JsonInput.Found(element), Accepted);
    }

    private static PolicyParameterization Parameterization(JsonElement element)
    {
        var all = Enum.GetValues<PolicyParameterization>();
        string? name = element.ValueKind == JsonValueKind.String ? JsonInput.Text(element, "parameterization") : null;
        return all.Any(p => Name(p) == name)
            ? all.First(p => Name(p) == name)
            : throw new SpecificationException("parameterization", JsonInput.Found(element), NameList.Or(all.Select(Name)));
    }

    private static string Row(PolicyParameters policy, int row)
    {
        var numbers = policy.Values.AsSpan(row * policy.RowSize, policy.RowSize).ToArray().Select(Number);
        if (policy.Parameterization != PolicyParameterization.BitSoftmax) return $"[{string.Join(", ", numbers)}]";
        return $"[{string.Join(", ", numbers.Chunk(2).Select(pair => $"[{string.Join(", ", pair)}]"))}]";
    }

    /// <summary>JSON has no number for non-finite values, so those of a diverged policy are strings.</summary>
    private static string Number(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return double.IsFinite(value) ? text : $"\"{text}\"";
    }

    private static string Shape(PolicyParameters policy)
    {
        string rows = policy.Period > 1 ? "period · states" : "states";
        return policy.Parameterization == PolicyParameterization.BitSoftmax
            ? $"[{Text(policy.Rows)}][{Text(policy.Groups)}][2] ({rows}, nodes, outcomes)"
            : $"[{Text(policy.Rows)}][{Text(policy.Actions)}] ({rows}, actions)";
    }

    private static string FoundShape(JsonElement[] rows)
    {
        string shape = $"[{Text(rows.Length)}]";
        JsonElement? inner = rows.Length > 0 ? rows[0] : null;
        while (inner is { ValueKind: JsonValueKind.Array } list)
        {
            shape += $"[{Text(list.GetArrayLength())}]";
            inner = list.GetArrayLength() > 0 ? list[0] : null;
        }

        return shape;
    }

    /// <summary>The name of a parameterization in files.</summary>
    internal static string Name(PolicyParameterization parameterization) => parameterization switch
    {
        PolicyParameterization.Softmax => "softmax",
        PolicyParameterization.BitSoftmax => "bit-softmax",
        PolicyParameterization.Tsallis => "tsallis",
        _ => "probabilities",
    };

    private static string Entries(int count) => JsonInput.Count(count, "entry", "entries");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
