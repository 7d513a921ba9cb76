namespace FedPG.Control.Policies;

/// <summary>The place of a tree's bits among those of an action.</summary>
/// <param name="First">The number of its first bit, from 0.</param>
/// <param name="All">The number of bits of the action.</param>
internal readonly record struct BitRange(int First, int All);
