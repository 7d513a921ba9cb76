using FedPG.Estimators;
using FedPG.Options;
using FedPG.Policies;

namespace FedPG.Federation;

/// <content>Estimators of local gradients, and families of policies.</content>
public sealed partial class FederationCatalogue
{
    /// <summary>The estimators of local gradients.</summary>
    public EstimatorCatalogue Estimators => _entries.Estimators;

    /// <summary>The families of policies.</summary>
    public PolicyCatalogue Families => _entries.Families;

    /// <summary>Returns this catalogue with one more estimator of local gradients, for <c>local.estimator</c>.</summary>
    /// <param name="name">The name, in lower case with hyphens.</param>
    /// <param name="create">Creates an estimator for one thread.</param>
    /// <param name="stepsPerEstimate">The sampled transitions of one estimate; null if nothing is sampled.</param>
    /// <exception cref="ArgumentException">The name is not valid or taken.</exception>
    public FederationCatalogue WithEstimator(
        string name, Func<EstimatorContext, ICreditEstimator> create, Func<LocalOptions, long>? stepsPerEstimate = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        return new(_entries with { Estimators = Estimators.With(New(name, Estimators.Names), create, stepsPerEstimate) });
    }

    /// <summary>Returns this catalogue with one more family of policies, for <c>policy.family</c>.</summary>
    /// <param name="name">The name, in lower case with hyphens.</param>
    /// <param name="create">Creates a policy.</param>
    /// <exception cref="ArgumentException">The name is not valid or taken.</exception>
    public FederationCatalogue WithPolicy(string name, Func<PolicyContext, DifferentiablePolicy> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        return new(_entries with { Families = Families.With(New(name, Families.Names), create) });
    }
}
