using System.Collections.Immutable;

namespace FedPG.Formats;

/// <summary>Counts what the rules of an import changed, and says it once for all states.</summary>
internal sealed class ImportNotes
{
    private int _padded;
    private int _deadlocks;
    private bool _appended;

    /// <summary>Records a state with fewer choices in a type than in another.</summary>
    public void Pad() => _padded++;

    /// <summary>Records a state without a choice.</summary>
    public void AddDeadlock() => _deadlocks++;

    /// <summary>Records the appended state.</summary>
    public void AppendState() => _appended = true;

    /// <summary>The sentences.</summary>
    public ImmutableArray<string> Sentences =>
    [
        .. Said(_padded > 0, Counted(_padded, "has", "have") + " fewer actions in some types than in others: there the last action "
            + "also stands for the missing ones, so a uniform policy chooses it more often"),
        .. Said(_deadlocks > 0, Counted(_deadlocks, "has", "have") + " no action: the process stays there with reward 0"),
        .. Said(_appended, "one state was appended, in which episodes end: it absorbs with reward 0"),
    ];

    private static IEnumerable<string> Said(bool isSaid, string sentence) => isSaid ? [sentence] : [];

    private static string Counted(int states, string one, string many) =>
        FormattableString.Invariant($"{states} {(states == 1 ? $"state {one}" : $"states {many}")}");
}
