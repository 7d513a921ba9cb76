using System.Globalization;
using System.Text.Json;
using FedPG.Control.Processes;

namespace FedPG.Experiments.Files;

/// <summary>
/// Files of actions for <c>fedpg simulate</c>: a JSON list with one action per step, or a list of such lists, one per episode. An action
/// is a list of d numbers in the action box; with d = 1 the number alone will do. In a finite environment it is the number of an action.
/// </summary>
internal static class ActionsFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shape">The environment.</param>
    /// <param name="isFinite">Whether actions are numbered.</param>
    /// <returns>The actions of each episode, [steps][d] flat.</returns>
    /// <exception cref="SpecificationException">The file is invalid; the message is one line and names the place.</exception>
    public static double[][] Read(string path, ControlShape shape, bool isFinite) =>
        JsonInput.Read(path, isFinite ? "[action, …]" : "[[number, …], …]", root => Episodes(root, shape, isFinite));

    private static double[][] Episodes(JsonElement root, ControlShape shape, bool isFinite)
    {
        int depth = Depth(root), least = isFinite ? 1 : 2;
        bool isBare = isFinite || (shape.ActionDimension == 1 && depth == 1);
        bool isSingle = depth == least || (depth == 1 && (isBare || root.GetArrayLength() == 0));
        if (isSingle) return [Episode(root, "", shape, isFinite, isBare)];
        if (depth != least + 1) throw new SpecificationException("the file", Shape(root, depth), Accepted(shape, isFinite));
        return
        [
            .. root.EnumerateArray().Select((episode, i) => Episode(
                episode, string.Create(CultureInfo.InvariantCulture, $"episode {i}, "), shape, isFinite, isBare)),
        ];
    }

    private static double[] Episode(JsonElement list, string place, ControlShape shape, bool isFinite, bool isBare)
    {
        string subject = place.Length == 0 ? "the file" : place[..^2];
        if (list.ValueKind != JsonValueKind.Array)
            throw new SpecificationException(subject, JsonInput.Found(list), "a list of actions");
        int d = shape.ActionDimension, steps = list.GetArrayLength(), t = 0;
        if (steps == 0) throw new SpecificationException(subject, "an empty list", "at least one action");
        double[] actions = new double[checked(steps * d)];
        foreach (var action in list.EnumerateArray())
        {
            string at = string.Create(CultureInfo.InvariantCulture, $"{place}action {t}");
            double[] numbers = isBare ? [JsonInput.Number(action, at)] : JsonInput.Numbers(action, at);
            Check(numbers, at, shape, isFinite);
            numbers.CopyTo(actions, t++ * d);
        }

        return actions;
    }

    private static void Check(double[] action, string place, ControlShape shape, bool isFinite)
    {
        if (action.Length != shape.ActionDimension)
        {
            throw new SpecificationException(
                place, JsonInput.Count(action.Length, "number", "numbers"), string.Create(
                    CultureInfo.InvariantCulture, $"{shape.ActionDimension}, one per action dimension of {shape.Name}"));
        }

        for (int i = 0; i < action.Length; i++)
        {
            bool isInside = action[i] >= shape.ActionLow[i] && action[i] <= shape.ActionHigh[i];
            if (isInside && (!isFinite || double.IsInteger(action[i]))) continue;
            throw new SpecificationException(
                isFinite ? place : string.Create(CultureInfo.InvariantCulture, $"{place}, entry {i}"),
                action[i].ToString("R", CultureInfo.InvariantCulture),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(isFinite ? "an integer" : "a number")} from {shape.ActionLow[i]:R} to {shape.ActionHigh[i]:R}"));
        }
    }

    /// <summary>The levels of lists, along first items.</summary>
    private static int Depth(JsonElement element)
    {
        int depth = 0;
        for (; element.ValueKind == JsonValueKind.Array; depth++)
        {
            if (element.GetArrayLength() == 0) return depth + 1;
            element = element[0];
        }

        return depth;
    }

    private static string Shape(JsonElement root, int depth) => depth == 0
        ? JsonInput.Found(root)
        : string.Create(CultureInfo.InvariantCulture, $"lists in {depth} {(depth == 1 ? "level" : "levels")}");

    private static string Accepted(ControlShape shape, bool isFinite) => isFinite
        ? "a list of action numbers, or a list of such lists, one per episode"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"a list of actions, each a list of {shape.ActionDimension}, or a list of such lists, one per episode");
}
