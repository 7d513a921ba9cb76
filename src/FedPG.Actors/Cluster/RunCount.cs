namespace FedPG.Actors.Cluster;

/// <summary>Counts the runs a node has trained agents for. Thread-safe.</summary>
internal sealed class RunCount
{
    private int _value;

    /// <summary>The count so far.</summary>
    public int Value => Volatile.Read(ref _value);

    /// <summary>Counts one more run.</summary>
    public void Add() => Interlocked.Increment(ref _value);
}
