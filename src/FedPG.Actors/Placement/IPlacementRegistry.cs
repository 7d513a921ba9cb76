namespace FedPG.Actors.Placement;

/// <summary>Places a run's edges with regard to those of other runs.</summary>
internal interface IPlacementRegistry
{
    /// <summary>Balances a run's edges among its nodes, and records the result for the other runs.</summary>
    /// <param name="placement">The current placement.</param>
    /// <param name="numbers">The numbers of its nodes, by node key.</param>
    NodePlacement Balance(NodePlacement placement, IReadOnlyDictionary<string, int> numbers);
}
