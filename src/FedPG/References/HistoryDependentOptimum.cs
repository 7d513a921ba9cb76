namespace FedPG.References;

/// <summary>
/// Bounds on J of the best common policy that may use the history of states and actions. Rounding is accounted for in both.
/// </summary>
/// <param name="Lower">A policy with finite memory reaches this value.</param>
/// <param name="Upper">No policy of any kind exceeds this value.</param>
public sealed record HistoryDependentOptimum(double Lower, double Upper);
