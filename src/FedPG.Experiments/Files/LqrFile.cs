using System.Globalization;
using System.Text.Json;
using FedPG.Control.Processes;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Files;

/// <summary>
/// Files of linear-quadratic systems, <c>fedpg-lqr/1</c>: <c>systems</c>, each with <c>name</c>, <c>A</c> [n][n], <c>B</c> [n][d],
/// <c>Q</c> [n][n], <c>R</c> [d][d] and optionally <c>W</c> [n][n], the covariance of the noise (0), and <c>X0</c> [n][n], that of the
/// first state (I).
/// </summary>
internal static class LqrFile
{
    /// <summary>The format's name.</summary>
    public const string Format = "fedpg-lqr/1";

    private const int MostVariables = 512;

    /// <summary>Reads and checks a file.</summary>
    /// <returns>The systems, and the text that they were read from.</returns>
    /// <exception cref="SpecificationException">The file is invalid; the message is one line and names file, system and key.</exception>
    public static (LinearQuadraticSystem[] Systems, string Content) Read(string path) =>
        JsonInput.Read(path, Format, root => (Systems(root), root.GetRawText()));

    /// <summary>Reads the text of a file that was read before.</summary>
    public static (LinearQuadraticSystem[] Systems, string Content) Parse(string content)
    {
        using var document = JsonDocument.Parse(content);
        return (Systems(document.RootElement), content);
    }

    private static LinearQuadraticSystem[] Systems(JsonElement root)
    {
        JsonInput.RequireFormat(root, Format);
        var list = JsonInput.List(
            JsonInput.Members(root, "the file", ["format", "systems"])["systems"], "systems", "a list of systems");
        if (list.Length == 0) throw new SpecificationException("systems", "an empty list", "at least one system");
        LinearQuadraticSystem[] systems = [.. list.Select(System)];
        foreach (var system in systems)
        {
            if (system.States == systems[0].States && system.Actions == systems[0].Actions) continue;
            throw new SpecificationException($"system '{system.Name}', A and B", Sizes(system), $"{Sizes(systems[0])}, as in the first");
        }

        return systems;
    }

    private static LinearQuadraticSystem System(JsonElement element, int index)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"system {index}");
        var members = JsonInput.Members(element, place, ["name", "A", "B", "Q", "R"], "W", "X0");
        string name = OneLine.Of(JsonInput.Text(members["name"], $"{place}, name"));
        var rows = JsonInput.List(members["A"], $"system '{name}', A", "a list of rows");
        var first = JsonInput.List(members["B"], $"system '{name}', B", "a list of rows") is [var row, ..]
            ? JsonInput.List(row, $"system '{name}', B, row 0", "a list of numbers")
            : [];
        int n = Counted(rows.Length, $"system '{name}', A", "row", "rows");
        int d = Counted(first.Length, $"system '{name}', B", "column", "columns");
        return new LinearQuadraticSystem(
            name, n, d, Matrix("A", n, n), Matrix("B", n, d), Matrix("Q", n, n), Matrix("R", d, d),
            members.ContainsKey("W") ? Matrix("W", n, n) : new double[n * n],
            members.ContainsKey("X0") ? Matrix("X0", n, n) : Identity(n));

        double[] Matrix(string key, int height, int width) => Read(members[key], $"system '{name}', {key}", height, width);
    }

    private static double[] Read(JsonElement element, string place, int height, int width)
    {
        var rows = JsonInput.List(element, place, "a list of rows");
        Require(rows.Length, height, place, "row", "rows");
        var numbers = new List<double>(height * width);
        for (int i = 0; i < rows.Length; i++)
        {
            string row = string.Create(CultureInfo.InvariantCulture, $"{place}, row {i}");
            double[] entries = JsonInput.Numbers(rows[i], row);
            Require(entries.Length, width, row, "number", "numbers");
            numbers.AddRange(entries);
        }

        return [.. numbers];
    }

    private static double[] Identity(int size)
    {
        double[] entries = new double[size * size];
        for (int i = 0; i < size; i++) entries[i * size + i] = 1;
        return entries;
    }

    private static int Counted(int found, string place, string one, string many) => found is >= 1 and <= MostVariables
        ? found
        : throw new SpecificationException(
            place, JsonInput.Count(found, one, many), string.Create(CultureInfo.InvariantCulture, $"1 to {MostVariables} {many}"));

    private static void Require(int found, int expected, string place, string one, string many)
    {
        if (found == expected) return;
        throw new SpecificationException(place, JsonInput.Count(found, one, many), JsonInput.Count(expected, one, many));
    }

    private static string Sizes(LinearQuadraticSystem system) =>
        string.Create(CultureInfo.InvariantCulture, $"{system.States} variables and {system.Actions} actions");
}
