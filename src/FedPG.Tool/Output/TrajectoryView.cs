using FedPG.Experiments.Simulation;
using Spectre.Console;

namespace FedPG.Tool.Output;

/// <summary>Trajectories for people.</summary>
internal static class TrajectoryView
{
    public static void Write(TrajectoryTable content)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (string name in content.Columns) table.AddColumn(new TableColumn(new Text(name)).RightAligned());
        foreach (string[] row in content.Rows)
        {
            var cells = row.Length == 1 ? Enumerable.Repeat(row[0], content.Columns.Length) : row;
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        Console.Out.WriteLine(content.Title);
        Terminal.Output.Write(table);
        Console.Out.WriteLine(content.Summary);
    }
}
