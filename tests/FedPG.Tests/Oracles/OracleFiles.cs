using System.Text.Json;
using FedPG.Environments;

namespace FedPG.Tests.Oracles;

/// <summary>The exact answers under Data/oracles: environments, policies and what was computed for them independently.</summary>
internal static class OracleFiles
{
    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "Data", "oracles");

    /// <summary>The names case00, case01, … as data of a theory.</summary>
    public static TheoryData<string> Cases =>
        [
            .. Directory.GetFiles(Path.Combine(_folder, "vectors"), "case*.expected.json")
                .Select(path => Path.GetFileName(path).Split('.')[0]).Order(),
        ];

    /// <summary>The environments of a case.</summary>
    public static EnvironmentSet Environments(string caseName) => ReadEnvironments($"vectors/{caseName}.mdp.json");

    /// <summary>A case's softmax parameters, [S][A].</summary>
    public static double[] SoftmaxParameters(string caseName) => ReadParameters($"vectors/{caseName}.softmax.json");

    /// <summary>A case's bit-level parameters, [S][2^k−1][2] in heap order.</summary>
    public static double[] BitSoftmaxParameters(string caseName) => ReadParameters($"vectors/{caseName}.bit-softmax.json");

    /// <summary>What is expected of a case: the whole file.</summary>
    public static JsonElement Expected(string caseName) => Read($"vectors/{caseName}.expected.json");

    /// <summary>An fedpg-mdp/1 file by its path under Data/oracles.</summary>
    public static EnvironmentSet ReadEnvironments(string path)
    {
        var file = Read(path);
        return new EnvironmentSet(
            file.GetProperty("discount").GetDouble(),
            Numbers(file.GetProperty("initialDistribution")),
            [.. file.GetProperty("environments").EnumerateArray().Select(ReadProcess)],
            file.TryGetProperty("evaluationDistribution", out var evaluation) ? Numbers(evaluation) : null);
    }

    /// <summary>The numbers of an array nested to any depth, in order.</summary>
    public static double[] Numbers(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().SelectMany(Numbers)]
        : [element.GetDouble()];

    private static double[] ReadParameters(string path) => Numbers(Read(path).GetProperty("parameters"));

    private static MarkovDecisionProcess ReadProcess(JsonElement process)
    {
        var rewards = process.GetProperty("rewards");
        return new MarkovDecisionProcess(
            process.GetProperty("name").GetString()!,
            rewards.GetArrayLength(),
            rewards[0].GetArrayLength(),
            Numbers(process.GetProperty("transitions")),
            Numbers(rewards));
    }

    /// <summary>A JSON file by its path under Data/oracles.</summary>
    public static JsonElement Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder, path)));
        return document.RootElement.Clone();
    }
}
