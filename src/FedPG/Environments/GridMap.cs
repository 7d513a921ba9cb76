using System.Collections.Immutable;

namespace FedPG.Environments;

/// <summary>Where the states of an environment lie, for pictures: a rectangle of cells, row 0 on top.</summary>
public sealed record GridMap
{
    /// <summary>Rows of the rectangle.</summary>
    public required int Rows { get; init; }

    /// <summary>Columns of the rectangle.</summary>
    public required int Columns { get; init; }

    /// <summary>The cell of each state, [S]; cells without a state are walls.</summary>
    public required ImmutableArray<(int Row, int Column)> Cells { get; init; }

    /// <summary>Where each action points, [A] in (rows, columns); empty where actions have no direction.</summary>
    public ImmutableArray<(int Row, int Column)> Directions { get; init; } = [];

    /// <summary>What stands at a state, e.g. <c>goal</c>.</summary>
    public ImmutableDictionary<int, string> Marks { get; init; } = ImmutableDictionary<int, string>.Empty;
}

/// <summary>An environment whose states lie on a grid.</summary>
public interface IGridDefinition : IEnvironmentDefinition
{
    /// <summary>The grid of these settings.</summary>
    /// <exception cref="SpecificationException">The settings do not fit together.</exception>
    GridMap Map();
}
