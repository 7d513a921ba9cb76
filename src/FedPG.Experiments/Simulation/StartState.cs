using System.Globalization;
using System.Text.Json;
using FedPG.Experiments.Files;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Simulation;

/// <summary>The first state of a simulation as text: a JSON list of n numbers, or one number where n = 1.</summary>
internal static class StartState
{
    private const string Option = "--start";

    /// <summary>Parses a state.</summary>
    /// <param name="text">The text.</param>
    /// <param name="environment">The environment.</param>
    /// <exception cref="SpecificationException">The text is no state of the environment.</exception>
    public static double[] Parse(string text, SimulatedEnvironment environment)
    {
        int n = environment.Shape.StateDimension;
        using var document = Document(text, n);
        var root = document.RootElement;
        double[] state = root.ValueKind == JsonValueKind.Array ? JsonInput.Numbers(root, Option)
            : n == 1 ? [JsonInput.Number(root, Option)]
            : throw new SpecificationException(Option, JsonInput.Found(root), Accepted(n));
        if (state.Length != n)
        {
            throw new SpecificationException(
                Option, JsonInput.Count(state.Length, "number", "numbers"), $"{Accepted(n)}, the state of {environment.Shape.Name}");
        }

        RequireLevels(state, environment);
        return state;
    }

    private static JsonDocument Document(string text, int n)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException error)
        {
            throw new SpecificationException($"{Option}: found '{OneLine.Of(text)}'; accepted: {Accepted(n)}", error);
        }
    }

    /// <summary>Requires the numbers of states where a process has a discrete state that it observes.</summary>
    private static void RequireLevels(double[] state, SimulatedEnvironment environment)
    {
        var levels = environment.Shape.ObservationLevels;
        if (levels.Length != state.Length) return;
        for (int i = 0; i < state.Length; i++)
        {
            if (levels[i] == 0 || (double.IsInteger(state[i]) && state[i] >= 0 && state[i] < levels[i])) continue;
            throw new SpecificationException(
                state.Length == 1 ? Option : string.Create(CultureInfo.InvariantCulture, $"{Option}, entry {i}"),
                state[i].ToString("R", CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"an integer from 0 to {levels[i] - 1}"));
        }
    }

    private static string Accepted(int n)
    {
        string example = string.Join(", ", Enumerable.Repeat("0", Math.Min(n, 4)));
        return n == 1
            ? "a number, the first state"
            : string.Create(CultureInfo.InvariantCulture, $"a list of {n} numbers such as [{example}{(n > 4 ? ", …" : "")}]");
    }
}
