using System.Collections.Immutable;

namespace FedPG.Environments;

/// <summary>Where the states of an environment lie in a figure: a rectangle of cells with row 0 at the top.</summary>
public sealed record GridMap
{
    /// <summary>Rows of the rectangle.</summary>
    public required int Rows { get; init; }

    /// <summary>Columns of the rectangle.</summary>
    public required int Columns { get; init; }

    /// <summary>The cell of each state, [S]; cells without a state are walls.</summary>
    public required ImmutableArray<(int Row, int Column)> Cells { get; init; }

    /// <summary>The direction of each action, [A] in (rows, columns); empty when actions have no direction.</summary>
    public ImmutableArray<(int Row, int Column)> Directions { get; init; } = [];

    /// <summary>The label of a state, e.g. <c>goal</c>.</summary>
    public ImmutableDictionary<int, string> Marks { get; init; } = ImmutableDictionary<int, string>.Empty;
}

/// <summary>An environment whose states lie on a grid.</summary>
public interface IGridDefinition : IEnvironmentDefinition
{
    /// <summary>The layout of the states under these settings.</summary>
    /// <exception cref="SpecificationException">The settings do not fit together.</exception>
    GridMap Map();
}
