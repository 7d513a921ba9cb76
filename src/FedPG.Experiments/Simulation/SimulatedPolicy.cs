using System.Globalization;
using FedPG.Control.Policies;
using FedPG.Control.Trajectories;
using FedPG.Environments;
using FedPG.Experiments.Files;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Simulation;

/// <summary>Policy files as sources of actions.</summary>
internal static class SimulatedPolicy
{
    /// <summary>Reads a policy for an environment.</summary>
    /// <param name="path">The file.</param>
    /// <param name="environment">The environment.</param>
    /// <exception cref="SpecificationException">The file is invalid, or its policy is not for this environment.</exception>
    public static IActionSource Read(string path, SimulatedEnvironment environment) =>
        environment.Finite is { } finite ? Table(path, finite) : Features(path, environment);

    private static TableActions Table(string path, EnvironmentSet environments)
    {
        var parameters = PolicyFile.Read(path, environments);
        var policy = parameters.ToPolicy(environments);
        return new TableActions(policy.Probabilities.ToArray(), environments.Actions, parameters.Period);
    }

    private static FeaturePolicyActions Features(string path, SimulatedEnvironment environment)
    {
        var file = FeaturePolicyReader.Read(path, environment.ToString());
        return Of(file, environment, OneLine.Of(path));
    }

    /// <summary>A policy over features as a source of actions.</summary>
    /// <param name="file">The policy.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="SpecificationException">The policy is not for this environment.</exception>
    public static FeaturePolicyActions Of(FeaturePolicy file, SimulatedEnvironment environment, string name)
    {
        var policy = Create(file, environment, name);
        if (file.Parameters.Length != policy.Shape.Parameters)
        {
            throw new SpecificationException(
                $"{name}: parameters", Count(file.Parameters.Length),
                $"{Count(policy.Shape.Parameters)}, as this policy has for {environment}");
        }

        policy.SetParameters(file.Parameters.AsSpan());
        return new FeaturePolicyActions(environment.Shape, policy);
    }

    private static ControlPolicy Create(FeaturePolicy file, SimulatedEnvironment environment, string name)
    {
        try
        {
            return new ControlPolicies(environment.Control, file.Options, file.IsBits).Create();
        }
        catch (SpecificationException error)
        {
            throw new SpecificationException($"{name}: {error.Message}", error);
        }
    }

    private static string Count(int numbers) => string.Create(CultureInfo.InvariantCulture, $"{numbers} numbers");
}
