using FedPG.Environments;
using FedPG.Kernels.Tables;
using FedPG.Scoring;

namespace FedPG.Estimators;

/// <summary>The exact values over an infinite horizon.</summary>
internal sealed class ExactPolicyValues(EnvironmentSet environments) : IPolicyValues
{
    private readonly ExactValues _values = new(environments);

    /// <inheritdoc/>
    public void ActionValues(EnvironmentSampler environment, ReadOnlySpan<double> policy, ulong seed, Span<double> values)
    {
        Solve(environment, policy);
        _values.ActionValues.CopyTo(values);
    }

    /// <inheritdoc/>
    public void VisitedActionValues(EnvironmentSampler environment, ReadOnlySpan<double> policy, ulong seed, Span<double> values)
    {
        Solve(environment, policy);
        for (int i = 0; i < values.Length; i++) values[i] = _values.Visits[i / environments.Actions] * _values.ActionValues[i];
    }

    private void Solve(EnvironmentSampler environment, ReadOnlySpan<double> policy)
    {
        _values.Forget();
        _values.Solve(environment.Process, policy, environment.Process.Rewards);
    }
}
