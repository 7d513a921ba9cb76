using System.Runtime.CompilerServices;
using FedPG.Algorithms;

namespace FedPG.Federation;

/// <summary>Runs whose rounds are scored: exactly in finite environments, else on sampled trajectories.</summary>
public static class ScoredRuns
{
    /// <summary>Runs a federation and scores the rounds that <c>evaluation.every</c> asks for, the first and the last always.</summary>
    /// <param name="runtime">The runtime.</param>
    /// <param name="specification">The run.</param>
    /// <param name="cancellationToken">Ends the run; the enumeration then throws.</param>
    /// <exception cref="SpecificationException">The specification is not valid.</exception>
    public static async IAsyncEnumerable<RoundReport> ScoreAsync(
        this IFederationRuntime runtime,
        FederationSpecification specification,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var scorer = new RoundScorer(specification, runtime.Catalogue.CreateAlgorithm(specification));
        var outcomes = runtime.RunAsync(specification, cancellationToken);
        await foreach (var together in outcomes.TogetherAsync(scorer.Capacity, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            foreach (var report in scorer.Next(together)) yield return report;
        }
    }
}
