namespace FedPG.Actors.Cluster;

/// <summary>How many runs a node has trained agents of. Safe for use by several threads.</summary>
internal sealed class RunCount
{
    private int _value;

    /// <summary>How many so far.</summary>
    public int Value => Volatile.Read(ref _value);

    /// <summary>One more.</summary>
    public void Add() => Interlocked.Increment(ref _value);
}
