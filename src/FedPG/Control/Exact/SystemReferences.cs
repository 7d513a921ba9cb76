using FedPG.Control.Processes;
using FedPG.Kernels.Linear;
using FedPG.References;
using FedPG.Scoring;

namespace FedPG.Control.Exact;

/// <summary>The reference values of linear-quadratic systems, within a limit of work.</summary>
/// <param name="environments">The systems.</param>
/// <param name="agents">M, from which the weights of the types follow.</param>
/// <param name="meter">Counts the work.</param>
internal sealed class SystemReferences(ControlEnvironments environments, int agents, WorkMeter meter)
{
    private const string Cut =
        "the search for the best common linear gain ended at the limit of work (evaluation.references = all has no limit)";

    private const string NoStart =
        "the best common linear gain was not searched for: neither a type's optimal gain nor the mean of these stabilises all types";

    /// <summary>The optimum of each type, which bounds every policy, and the best common linear gain.</summary>
    public ReferenceValues Run()
    {
        // The cheapest check of the limit is before any matrix is built.
        if (Riccati.LeastWork(environments.Shape.StateDimension) > meter.Left) return Without(ReferenceSearch.LeftOut);
        var (systems, places) = LinearQuadraticSystems.Distinct(environments.Types);
        var optima = new List<(double Objective, Matrix Gain)>();
        foreach (var system in systems)
        {
            if (!Riccati.IsSolvable(system, environments.Discount, meter, out var optimum))
            {
                string type = environments.NameOfType(Array.IndexOf(places, optima.Count));
                return Without($"the reference values were left out: no linear policy that stabilises the system '{type}' was found");
            }

            if (optimum is not { } found) return Without(ReferenceSearch.LeftOut);
            optima.Add(found);
        }

        var values = ControlReferences.OfOptima(environments, agents, [.. places.Select(place => optima[place].Objective)]);
        if (systems.Count == 1) return values with { BestCommonLinear = values.UpperBound };
        var weights = new double[systems.Count];
        foreach (var (place, weight) in places.Zip(environments.TypeWeights(agents))) weights[place] += weight;
        var common = new CommonGain(systems, weights, environments.Discount, meter).Best([.. optima.Select(optimum => optimum.Gain)]);
        string[] notices = meter.IsSpent ? [Cut] : common is null ? [NoStart] : [];
        return values with { BestCommonLinear = common?.Objective, Notices = [.. notices] };
    }

    private static ReferenceValues Without(string notice) => new() { Notices = [notice] };
}
