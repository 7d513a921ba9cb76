using System.Collections.Immutable;
using FedPG.Options;

namespace FedPG.Estimators;

/// <summary>The estimators that <c>local.estimator</c> can name. Immutable.</summary>
public sealed class EstimatorCatalogue
{
    private readonly ImmutableSortedDictionary<string, Entry> _entries;

    private EstimatorCatalogue(ImmutableSortedDictionary<string, Entry> entries) => _entries = entries;

    /// <summary>The estimators of this library.</summary>
    public static EstimatorCatalogue Default { get; } =
        new EstimatorCatalogue(ImmutableSortedDictionary.Create<string, Entry>(StringComparer.Ordinal))
            .With(GradientEstimator.Sampled, SampledCredit.Create, local => (long)local.Batch * local.Horizon)
            .With(GradientEstimator.Expected, ExpectedCredit.Create)
            .With(GradientEstimator.Exact, ExactCredit.Create)
            .With(GradientEstimator.ExactCritic, ExactCriticCredit.Create, local => local.Batch);

    /// <summary>The names, sorted.</summary>
    public IReadOnlyList<string> Names => [.. _entries.Keys];

    /// <summary>Returns this catalogue with one more estimator.</summary>
    /// <param name="name">The name.</param>
    /// <param name="create">Creates an estimator for one thread.</param>
    /// <param name="stepsPerEstimate">The sampled transitions of one estimate; null if nothing is sampled.</param>
    public EstimatorCatalogue With(
        string name, Func<EstimatorContext, ICreditEstimator> create, Func<LocalOptions, long>? stepsPerEstimate = null) =>
        new(_entries.Add(name, new Entry(create, stepsPerEstimate ?? (_ => 0))));

    /// <summary>Creates the estimator that the options name.</summary>
    /// <exception cref="SpecificationException">No estimator has that name, or the settings do not fit.</exception>
    public ICreditEstimator Create(EstimatorContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Find(context.Local).Create(context);
    }

    /// <summary>The sampled transitions of one estimate.</summary>
    /// <exception cref="SpecificationException">No estimator has the name that the options have.</exception>
    public long StepsPerEstimate(LocalOptions local)
    {
        ArgumentNullException.ThrowIfNull(local);
        return Find(local).StepsPerEstimate(local);
    }

    private Entry Find(LocalOptions local) => _entries.TryGetValue(local.Estimator, out var entry)
        ? entry
        : throw new SpecificationException("local.estimator", $"'{local.Estimator}'", string.Join(", ", Names));

    private sealed record Entry(Func<EstimatorContext, ICreditEstimator> Create, Func<LocalOptions, long> StepsPerEstimate);
}
