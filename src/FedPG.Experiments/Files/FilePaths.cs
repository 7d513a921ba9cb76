using System.Collections.Immutable;

namespace FedPG.Experiments.Files;

/// <summary>The path of a file, or those of several.</summary>
/// <param name="paths">The paths.</param>
public readonly struct FilePaths(params ImmutableArray<string> paths) : IEquatable<FilePaths>
{
    private readonly ImmutableArray<string> _all = paths;

    /// <summary>The paths, in order.</summary>
    public ImmutableArray<string> All => _all.IsDefault ? [] : _all;

    /// <summary>One path.</summary>
    public static implicit operator FilePaths(string path) => FromString(path);

    /// <summary>One path; none if it is empty.</summary>
    public static FilePaths FromString(string path) => string.IsNullOrEmpty(path) ? default : new FilePaths(path);

    /// <summary>Whether both are the same paths in the same order.</summary>
    public static bool operator ==(FilePaths left, FilePaths right) => left.Equals(right);

    /// <summary>Whether the paths or their order differ.</summary>
    public static bool operator !=(FilePaths left, FilePaths right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(FilePaths other) => All.SequenceEqual(other.All, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FilePaths other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => All.Aggregate(0, (hash, path) => HashCode.Combine(hash, path));

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", All);
}
