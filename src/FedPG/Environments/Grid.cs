using System.Collections.Immutable;

namespace FedPG.Environments;

/// <summary>The free cells of a rectangular grid, numbered row by row from the top. Cells are [row, column].</summary>
internal sealed class Grid
{
    /// <summary>The most cells: 1,024 by 1,024.</summary>
    private const long MaxCells = 1 << 20;

    /// <summary>Up, down, left, right: the order of a gridworld's actions.</summary>
    private static readonly ImmutableArray<(int Row, int Column)> _directions = [(-1, 0), (1, 0), (0, -1), (0, 1)];

    private readonly int _rows;
    private readonly int _columns;

    /// <summary>The state of a cell, row-major over the grid; −1 for a wall.</summary>
    private readonly int[] _stateOf;

    /// <summary>Builds a grid; walls may repeat.</summary>
    /// <exception cref="SpecificationException">A wall is not a cell, or the grid has no free cell.</exception>
    public Grid(int rows, int columns, int[][] walls)
    {
        if ((long)rows * columns > MaxCells)
        {
            throw new SpecificationException(
                "environment.rows, environment.columns", $"{rows} by {columns} cells", $"at most {MaxCells} cells");
        }

        (_rows, _columns) = (rows, columns);
        _stateOf = new int[rows * columns];
        for (int i = 0; i < walls.Length; i++) _stateOf[CellOf(walls[i], $"environment.walls, entry {i}")] = -1;
        foreach (ref int state in _stateOf.AsSpan()) state = state < 0 ? -1 : Cells++;
        if (Cells == 0) throw new SpecificationException("environment.walls", "a wall in every cell", "at least one free cell");
    }

    /// <summary>The number of free cells.</summary>
    public int Cells { get; }

    /// <summary>The layout that figures are drawn from.</summary>
    public GridMap Map(ImmutableDictionary<int, string> marks) => new()
    {
        Rows = _rows,
        Columns = _columns,
        Cells =
        [
            .. from cell in Enumerable.Range(0, _stateOf.Length) where _stateOf[cell] >= 0 select (cell / _columns, cell % _columns),
        ],
        Directions = _directions,
        Marks = marks,
    };

    /// <summary>The neighbour of each state in each direction (up, down, left, right), [cells][4]; −1 for a wall or the edge.</summary>
    public int[][] Neighbours()
    {
        var neighbours = new int[Cells][];
        for (int row = 0; row < _rows; row++)
        {
            for (int column = 0; column < _columns; column++)
            {
                int state = _stateOf[row * _columns + column];
                if (state < 0) continue;
                var (fromRow, fromColumn) = (row, column);
                neighbours[state] = [.. _directions.Select(step => StateAt(fromRow + step.Row, fromColumn + step.Column))];
            }
        }

        return neighbours;
    }

    /// <summary>The state of a free cell.</summary>
    /// <exception cref="SpecificationException">The cell is outside the grid, or it is a wall.</exception>
    public int StateOf(int[] cell, string setting)
    {
        int state = _stateOf[CellOf(cell, setting)];
        return state >= 0
            ? state
            : throw new SpecificationException(setting, $"{Show(cell)}, a wall", "a cell that is not in environment.walls");
    }

    private int StateAt(int row, int column) => Contains(row, column) ? _stateOf[row * _columns + column] : -1;

    private bool Contains(int row, int column) => row >= 0 && row < _rows && column >= 0 && column < _columns;

    private int CellOf(int[] cell, string setting) => cell is [int row, int column] && Contains(row, column)
        ? row * _columns + column
        : throw new SpecificationException(
            setting, Show(cell), $"[row, column] with a row from 0 to {_rows - 1} and a column from 0 to {_columns - 1}");

    private static string Show(int[] cell) => $"[{string.Join(", ", cell)}]";
}
