using System.Collections.Immutable;
using System.Globalization;
using FedPG.Experiments.Files;
using FedPG.Federation;
using FedPG.Policies;

namespace FedPG.Experiments.Execution;

/// <summary>Writes what a run learned: <c>policy.json</c>, or a file for each agent where agents share nothing.</summary>
internal static class PolicyRecord
{
    public const string FileName = "policy.json";

    public static void Write(string folder, PlannedRun run, RoundReport last)
    {
        var policy = run.Algorithm.CreatePolicy();
        for (int i = 0; i < run.Algorithm.Policies; i++)
        {
            var parameters = last.Parameters.AsSpan(i * policy.ParameterCount, policy.ParameterCount);
            string name = run.Algorithm.Policies == 1
                ? FileName
                : Path.Combine("policies", string.Create(CultureInfo.InvariantCulture, $"agent-{i}.json"));
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
            _ => (PolicyParameterization.Probabilities, policy.Probabilities.ToImmutableArray()),
        };
        var environments = federation.Environments;
        return new PolicyParameters(parameterization, environments.States, environments.Actions, federation.Policy.Period, values);
    }
}
