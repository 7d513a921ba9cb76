using System.Globalization;

namespace FedPG.Experiments.Files;

/// <summary>The place of a row in an MDP file, in words only when an error needs them: there may be millions.</summary>
/// <param name="Subject">The environment, or empty for the file.</param>
/// <param name="State">The state; −1 if the row is of no state.</param>
/// <param name="Action">The action; −1 if the row is of no action.</param>
/// <param name="Key">What the row is.</param>
internal readonly record struct RowPlace(string Subject, int State, int Action, string Key)
{
    /// <summary>The place of an entry.</summary>
    public string Entry(int entry) => string.Create(CultureInfo.InvariantCulture, $"{this}, entry {entry}");

    /// <summary>Such as <c>environment 'e0', state 3, action 1, transitions</c>.</summary>
    public override string ToString()
    {
        string state = State < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", state {State}");
        string action = Action < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", action {Action}");
        return Subject.Length == 0 ? Key : $"{Subject}{state}{action}, {Key}";
    }
}
