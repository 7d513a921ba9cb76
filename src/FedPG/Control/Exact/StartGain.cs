using FedPG.Control.Processes;
using FedPG.Kernels.Linear;
using FedPG.Options;

namespace FedPG.Control.Exact;

/// <summary>The gain that a Gaussian policy starts from.</summary>
internal static class StartGain
{
    private const string Key = "policy.gaussian.gain";

    /// <summary>Requires a gain that fits the policy and stabilises every type of linear-quadratic systems.</summary>
    /// <exception cref="SpecificationException">It does not; the message names the first type that it does not stabilise.</exception>
    public static void Require(ControlEnvironments environments, PolicyOptions options)
    {
        double[][] gain = options.Gaussian.Gain;
        if (gain.Length == 0) return;
        if (options.Family != ControlPolicyFamily.Gaussian)
            throw new SpecificationException(Key, $"a gain with policy.family = {options.Family}", "a gain with gaussian");
        if (options.Features != FeatureKind.Linear)
            throw new SpecificationException(Key, "a gain with other features", "a gain with policy.features = linear");
        var (rows, columns) = (environments.Shape.ActionDimension, environments.Shape.ObservationDimension);
        if (gain.Length != rows) throw new SpecificationException(Key, $"{gain.Length} rows", $"{rows}, one per action dimension");
        if (Array.Find(gain, row => row.Length != columns) is { } wrong)
            throw new SpecificationException(Key, $"a row of {wrong.Length} numbers", $"{columns}, one per observed variable");
        RequireStable(environments, new Matrix(rows, columns, [.. gain.SelectMany(row => row)]));
    }

    private static void RequireStable(ControlEnvironments environments, Matrix gain)
    {
        for (int type = 0; type < environments.TypeCount; type++)
        {
            if (LinearQuadraticSystems.Of(environments.Types[type]) is not { } system) return;
            if (LinearGain.Of(system, gain, [], environments.Discount) is not null) continue;
            throw new SpecificationException(
                Key,
                $"a gain that does not stabilise the system '{environments.NameOfType(type)}'",
                "a gain K with a spectral radius of A + BK below 1/√γ for every type");
        }
    }
}
