namespace FedPG.Actors.Placement;

/// <summary>Where a run places its edges beside those of other runs.</summary>
internal interface IPlacementBoard
{
    /// <summary>Balances a run's edges among its nodes, and remembers where they are for the other runs.</summary>
    /// <param name="placement">Where they are.</param>
    /// <param name="numbers">The numbers of the nodes in it, by their keys.</param>
    NodePlacement Balance(NodePlacement placement, IReadOnlyDictionary<string, int> numbers);
}
