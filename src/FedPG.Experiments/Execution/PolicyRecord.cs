using System.Collections.Immutable;
using System.Globalization;
using FedPG.Algorithms;
using FedPG.Control;
using FedPG.Experiments.Files;
using FedPG.Federation;
using FedPG.Policies;

namespace FedPG.Experiments.Execution;

/// <summary>
/// Writes the last and the best policy of a run: <c>policy.json</c> and <c>best-policy.json</c>, or one file per agent if agents share
/// nothing; each also as a NumPy archive.
/// </summary>
internal static class PolicyRecord
{
    /// <summary>The folder of the policies of agents that share nothing.</summary>
    public const string FolderName = "policies";

    /// <summary>The folder of the best policies of agents that share nothing.</summary>
    public const string BestFolderName = "best-policies";

    /// <summary>The names of the files of a run's last policy, in the order of the agents.</summary>
    public static IEnumerable<string> Files(PlannedRun run) => Names(run, PolicyFile.FileName, FolderName);

    /// <summary>The names of the files of a run's best policy, in the order of the agents.</summary>
    public static IEnumerable<string> BestFiles(PlannedRun run) => Names(run, PolicyFile.BestName, BestFolderName);

    public static void Write(string folder, PlannedRun run, RoundReport last) =>
        Write(folder, run, Files(run), last.Parameters, round: null);

    public static void WriteBest(string folder, PlannedRun run, BestRound best) =>
        Write(folder, run, BestFiles(run), best.Parameters, best.Round);

    private static IEnumerable<string> Names(PlannedRun run, string common, string ofAgents) => run.Algorithm.Policies == 1
        ? [common]
        : Enumerable.Range(0, run.Algorithm.Policies)
            .Select(i => Path.Combine(ofAgents, string.Create(CultureInfo.InvariantCulture, $"agent-{i}.json")));

    private static void Write(string folder, PlannedRun run, IEnumerable<string> names, ImmutableArray<double> all, int? round)
    {
        if (run.Federation.Environments is ControlEnvironments)
        {
            WriteOverFeatures(folder, run, [.. names], all, round);
            return;
        }

        var policy = run.Algorithm.CreatePolicy();
        foreach (var (i, name) in names.Index())
        {
            var parameters = all.AsSpan(i * policy.ParameterCount, policy.ParameterCount);
            policy.SetParameters(parameters);
            var described = Describe(run.Federation, policy, parameters) with { Round = round };
            PolicyFile.Write(Path.Combine(folder, name), described);
            PolicyArchive.Write(ArchiveOf(folder, name), described, policy.Probabilities);
        }
    }

    private static void WriteOverFeatures(
        string folder, PlannedRun run, string[] names, ImmutableArray<double> all, int? round)
    {
        int count = all.Length / names.Length;
        foreach (var (i, name) in names.Index())
        {
            var weights = all.Slice(i * count, count);
            var policy = new FeaturePolicy(run.Federation.Policy, run.Algorithm.FeaturePolicies!.IsBits, weights) { Round = round };
            FeaturePolicyFile.Write(Path.Combine(folder, name), policy);
            PolicyArchive.Write(ArchiveOf(folder, name), policy, ((ControlEnvironments)run.Federation.Environments).Shape);
        }
    }

    private static string ArchiveOf(string folder, string name) =>
        Path.ChangeExtension(Path.Combine(folder, name), PolicyArchive.Ending);

    private static PolicyParameters Describe(FederationSpecification federation, Policy policy, ReadOnlySpan<double> parameters)
    {
        var (parameterization, values) = policy.Kind switch
        {
            SoftmaxPolicy => (PolicyParameterization.Softmax, parameters.ToImmutableArray()),
            BitSoftmaxPolicy => (PolicyParameterization.BitSoftmax, parameters.ToImmutableArray()),
            TsallisPolicy => (PolicyParameterization.Tsallis, parameters.ToImmutableArray()),
            _ => (PolicyParameterization.Probabilities, policy.Probabilities.ToImmutableArray()),
        };
        var environments = federation.FiniteEnvironments;
        return new PolicyParameters(parameterization, environments.States, environments.Actions, federation.Policy.Period, values)
        {
            Alpha = policy.Kind is TsallisPolicy tsallis ? tsallis.Alpha : 1,
        };
    }
}
