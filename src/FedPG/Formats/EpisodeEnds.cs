using System.Collections.Immutable;

namespace FedPG.Formats;

/// <summary>
/// Where transitions that end an episode lead. No reward follows them, so they need a state that absorbs with reward 0: the state that
/// they name, if it is entered in no other way and is no start, or else one state that is appended.
/// </summary>
/// <param name="Absorbing">The states that absorb, [S].</param>
/// <param name="NeedsState">Whether some transition needs the appended state.</param>
internal sealed record EpisodeEnds(ImmutableArray<bool> Absorbing, bool NeedsState)
{
    /// <summary>Decides for a table.</summary>
    /// <param name="table">The process.</param>
    /// <param name="start">The distribution of the first state, [S].</param>
    public static EpisodeEnds Of(MdpTable table, ReadOnlySpan<double> start)
    {
        int states = table.States;
        if (!table.HasEnds) return new EpisodeEnds([.. new bool[states]], false);
        bool[] ends = new bool[states], continues = new bool[states];
        for (int s = 0; s < states; s++)
        {
            continues[s] |= start[s] != 0;
            for (int choice = table.FirstChoice(s); choice < table.FirstChoice(s) + table.CountChoices(s); choice++)
                Mark(table, s, choice, ends, continues);
        }

        return new EpisodeEnds(
            [.. ends.Zip(continues, (end, others) => end && !others)], ends.Zip(continues, (end, others) => end && others).Contains(true));
    }

    /// <summary>The same, where other states absorb too.</summary>
    public EpisodeEnds With(ImmutableArray<int> terminal)
    {
        var absorbing = Absorbing.ToBuilder();
        foreach (int state in terminal) absorbing[state] = true;
        return this with { Absorbing = absorbing.MoveToImmutable() };
    }

    // A state's ways to itself do not count: they are gone once it absorbs.
    private static void Mark(MdpTable table, int state, int choice, bool[] ends, bool[] continues)
    {
        var successors = table.Successors(choice);
        var probabilities = table.Probabilities(choice);
        var isEnd = table.Ends(choice);
        for (int i = 0; i < successors.Length; i++)
        {
            if (probabilities[i] == 0) continue;
            if (isEnd[i]) ends[successors[i]] = true;
            else if (successors[i] != state) continues[successors[i]] = true;
        }
    }
}
