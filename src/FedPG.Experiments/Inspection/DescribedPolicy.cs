using FedPG.Control.Policies;
using FedPG.Control.Processes;
using FedPG.Experiments.Configuration.Binding;
using FedPG.Experiments.Execution;
using FedPG.Options;

namespace FedPG.Experiments.Inspection;

/// <summary>A policy over features.</summary>
/// <param name="Family">bits, softmax, ordinal, flat or gaussian.</param>
/// <param name="Features">The kind of features.</param>
/// <param name="FeatureCount">F.</param>
/// <param name="Bits">b, bits per dimension; null for a Gaussian policy.</param>
/// <param name="Parameters">The length of θ.</param>
/// <param name="Shape">The shapes of θ, in its order.</param>
internal sealed record DescribedPolicy(string Family, string Features, int FeatureCount, int? Bits, int Parameters, string Shape)
{
    /// <summary>The policy of a run.</summary>
    /// <exception cref="SpecificationException">The algorithm has none.</exception>
    public static DescribedPolicy Of(PlannedRun run, ControlShape shape)
    {
        var policies = run.Algorithm.FeaturePolicies
            ?? throw new SpecificationException("environment", "continuous states", $"finitely many states with {run.Algorithm.Name}");
        var (options, sizes) = (run.Federation.Policy, policies.Create().Shape);
        bool isTree = policies.IsBits && options.Family == ControlPolicyFamily.Softmax;
        return new DescribedPolicy(
            isTree ? "bits" : options.Family,
            OptionKey.KebabCase(options.Features.ToString()),
            sizes.Features,
            options.Family == ControlPolicyFamily.Gaussian ? null : options.Bits,
            sizes.Parameters,
            string.Join(", ", PolicyLayout.Of(shape, options, policies.IsBits, sizes.Features)));
    }
}
