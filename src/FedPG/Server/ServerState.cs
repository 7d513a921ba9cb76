using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace FedPG.Server;

/// <summary>
/// What the server remembers between rounds besides θ: vectors by name. An algorithm, an optimiser and an aggregator each use names of
/// their own. Checkpoints save all of them. Immutable; equal states have equal vectors.
/// </summary>
public sealed class ServerState : IEquatable<ServerState>
{
    private ServerState(ImmutableSortedDictionary<string, ImmutableArray<double>> vectors) => Vectors = vectors;

    /// <summary>No vectors.</summary>
    public static ServerState Empty { get; } =
        new(ImmutableSortedDictionary.Create<string, ImmutableArray<double>>(StringComparer.Ordinal));

    /// <summary>The vectors by name.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<double>> Vectors { get; }

    /// <summary>A vector; default before its first value is set.</summary>
    /// <param name="name">The vector's name.</param>
    public ImmutableArray<double> Find(string name) => Vectors.GetValueOrDefault(name);

    /// <summary>A copy of a vector, to be changed and set again; zeros before its first value is set.</summary>
    /// <param name="name">The vector's name.</param>
    /// <param name="length">The vector's length.</param>
    public double[] Copy(string name, int length) => Find(name) is { IsDefault: false } vector ? [.. vector] : new double[length];

    /// <summary>This state with another value of a vector.</summary>
    /// <param name="name">The vector's name.</param>
    /// <param name="vector">The value. The state takes over the array.</param>
    public ServerState With(string name, double[] vector) => With(name, ImmutableCollectionsMarshal.AsImmutableArray(vector));

    /// <summary>This state with another value of a vector.</summary>
    /// <param name="name">The vector's name.</param>
    /// <param name="vector">The value.</param>
    public ServerState With(string name, ImmutableArray<double> vector) => new(Vectors.SetItem(name, vector));

    /// <summary>This state without a vector.</summary>
    /// <param name="name">The vector's name.</param>
    public ServerState Without(string name) => new(Vectors.Remove(name));

    /// <inheritdoc/>
    public bool Equals(ServerState? other) => ReferenceEquals(this, other) || (other is not null
        && Vectors.Keys.SequenceEqual(other.Vectors.Keys)
        && Vectors.Values.Zip(other.Vectors.Values).All(pair => HaveSameBits(pair.First, pair.Second)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ServerState);

    /// <inheritdoc/>
    public override int GetHashCode() => Vectors.Count;

    private static bool HaveSameBits(ImmutableArray<double> one, ImmutableArray<double> other) =>
        MemoryMarshal.AsBytes(one.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(other.AsSpan()));
}
