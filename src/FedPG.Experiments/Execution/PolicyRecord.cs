using System.Collections.Immutable;
using System.Globalization;
using FedPG.Algorithms;
using FedPG.Experiments.Files;
using FedPG.Federation;
using FedPG.Policies;

namespace FedPG.Experiments.Execution;

/// <summary>Writes the learned policy of a run: <c>policy.json</c>, or one file per agent if agents share nothing.</summary>
internal static class PolicyRecord
{
    /// <summary>The folder of the policies of agents that share nothing.</summary>
    public const string FolderName = "policies";

    /// <summary>The names of a run's policy files, in the order of the agents.</summary>
    public static IEnumerable<string> Files(PlannedRun run) => run.Algorithm.Policies == 1
        ? [PolicyFile.FileName]
        : Enumerable.Range(0, run.Algorithm.Policies)
            .Select(i => Path.Combine(FolderName, string.Create(CultureInfo.InvariantCulture, $"agent-{i}.json")));

    public static void Write(string folder, PlannedRun run, RoundReport last)
    {
        var policy = run.Algorithm.CreatePolicy();
        foreach (var (i, name) in Files(run).Index())
        {
            var parameters = last.Parameters.AsSpan(i * policy.ParameterCount, policy.ParameterCount);
            policy.SetParameters(parameters);
            PolicyFile.Write(Path.Combine(folder, name), Describe(run.Federation, policy, parameters));
        }
    }

    private static PolicyParameters Describe(FederationSpecification federation, Policy policy, ReadOnlySpan<double> parameters)
    {
        var (parameterization, values) = policy switch
        {
            SoftmaxPolicy => (PolicyParameterization.Softmax, parameters.ToImmutableArray()),
            BitSoftmaxPolicy => (PolicyParameterization.BitSoftmax, parameters.ToImmutableArray()),
            TsallisPolicy => (PolicyParameterization.Tsallis, parameters.ToImmutableArray()),
            _ => (PolicyParameterization.Probabilities, policy.Probabilities.ToImmutableArray()),
        };
        var environments = federation.FiniteEnvironments;
        return new PolicyParameters(parameterization, environments.States, environments.Actions, federation.Policy.Period, values)
        {
            Alpha = policy is TsallisPolicy tsallis ? tsallis.Alpha : 1,
        };
    }
}
