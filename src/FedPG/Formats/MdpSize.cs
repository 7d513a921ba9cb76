namespace FedPG.Formats;

/// <summary>The limits on the size of imported processes.</summary>
internal static class MdpSize
{
    /// <summary>The most numbers of a kernel that a file gives as a table: 1 GiB.</summary>
    public const long MostNumbers = 1 << 27;

    /// <summary>The most pairs of a state and an action.</summary>
    public const long MostPairs = 1 << 26;

    /// <summary>Checks the size of a process whose successors are listed.</summary>
    /// <exception cref="SpecificationException">A count is below 1, or there are too many pairs.</exception>
    public static void Require(long states, long actions)
    {
        if (states < 1) throw new SpecificationException("states", FormattableString.Invariant($"{states}"), "at least 1");
        if ((Int128)states * actions <= MostPairs) return;
        throw Refused(states, actions, FormattableString.Invariant($"states · actions of at most {MostPairs}"));
    }

    /// <summary>Checks the size of a process that is given as a table.</summary>
    /// <exception cref="SpecificationException">A count is below 1, or the kernel is too large.</exception>
    public static void RequireTable(long states, long actions)
    {
        Require(states, actions);
        if ((Int128)states * states * actions <= MostNumbers) return;
        throw Refused(states, actions, FormattableString.Invariant($"states² · actions of at most {MostNumbers}"));
    }

    private static SpecificationException Refused(long states, long actions, string accepted) =>
        new("states", FormattableString.Invariant($"{states} states and {actions} actions"), accepted);
}
