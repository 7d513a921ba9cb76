using FedPG.Algorithms;

namespace FedPG.Byzantine;

/// <summary>Sends the broadcast back: a step of zero.</summary>
internal sealed class Zero : IByzantineAttack
{
    public void Forge(LocalTask task, ReadOnlySpan<double> broadcast, Span<double> update) => broadcast.CopyTo(update);
}
