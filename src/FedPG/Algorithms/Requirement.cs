using System.Globalization;
using FedPG.Policies;

namespace FedPG.Algorithms;

/// <summary>Refusals of settings that do not fit an algorithm, by name.</summary>
internal static class Requirement
{
    /// <summary>Requires one of some estimators.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="algorithm">The algorithm's name.</param>
    /// <param name="accepted">The names of the estimators that fit.</param>
    public static void Estimator(FederationSpecification specification, string algorithm, params string[] accepted)
    {
        string found = specification.Local.Estimator;
        if (accepted.Contains(found)) return;
        string names = accepted.Length == 1 ? accepted[0] : $"{string.Join(", ", accepted[..^1])} or {accepted[^1]}";
        throw new SpecificationException("local.estimator", $"'{found}'", $"{names} with {algorithm}");
    }

    /// <summary>Requires the family of softmax policies.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="algorithm">The algorithm's name.</param>
    /// <param name="reason">Why, as a clause that begins with "whose" or "which".</param>
    public static void Softmax(FederationSpecification specification, string algorithm, string reason)
    {
        string family = specification.Policy.Family;
        if (family != PolicyFamily.Softmax)
            throw new SpecificationException("policy.family", $"'{family}'", $"softmax with {algorithm}, {reason}");
    }

    /// <summary>Requires that every policy ends if there is no discount: a policy that leaves actions out may have no value.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="algorithm">The algorithm's name.</param>
    public static void Ends(FederationSpecification specification, string algorithm)
    {
        var environments = specification.FiniteEnvironments;
        if (environments.Discount < 1 || environments.Types.All(type => type.Episodes.EveryPolicyEnds)) return;
        throw new SpecificationException(
            "discount", "1 with environments in which a policy need not end",
            $"a discount below 1 with {algorithm}, whose policies leave actions out");
    }

    /// <summary>Requires parameters that are logits, or no initial logit.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="algorithm">The algorithm's name.</param>
    public static void NoInitialLogit(FederationSpecification specification, string algorithm)
    {
        string logit = specification.Policy.InitialLogit.ToString(CultureInfo.InvariantCulture);
        if (logit != "0")
            throw new SpecificationException("policy.initial-logit", logit, $"0 with {algorithm}, whose parameters are no logits");
    }
}
