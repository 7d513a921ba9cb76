namespace FedPG.Environments;

/// <summary>
/// Decides whether a kernel is stored as a table or as lists of successors. The sizes alone decide, so that a world has the same form, and
/// thus the same bits, on every machine.
/// </summary>
internal static class KernelForm
{
    /// <summary>The most probabilities of any kernel: a table of 2 GiB, lists of 3 GiB.</summary>
    public const long MostProbabilities = 1 << 28;

    /// <summary>Tables up to this size, 8 MiB, are quick, however many zeros they hold.</summary>
    private const long SmallTable = 1 << 20;

    /// <summary>Lists pay off when at most one probability in eight is not 0.</summary>
    private const int LeastZeros = 8;

    /// <summary>S²·A, the size of the table.</summary>
    public static Int128 TableSize(long states, long actions) => (Int128)states * states * actions;

    /// <summary>Whether a kernel is stored as lists of successors.</summary>
    /// <param name="states">S.</param>
    /// <param name="actions">A.</param>
    /// <param name="successors">The number of probabilities that are not 0.</param>
    public static bool IsSparse(long states, long actions, double successors)
    {
        double table = (double)TableSize(states, actions);
        return table > MostProbabilities || (table > SmallTable && LeastZeros * successors <= table);
    }

    /// <exception cref="SpecificationException">A table would not fit in memory.</exception>
    public static void RequireTable(long states, long actions)
    {
        Int128 size = TableSize(states, actions);
        if (size <= MostProbabilities) return;
        throw new SpecificationException(
            "environment",
            $"{states} states and {actions} actions, a kernel of {size} numbers",
            $"states² · actions of at most {MostProbabilities}");
    }

    /// <exception cref="SpecificationException">There are too many pairs of a state and an action for any kernel.</exception>
    public static void RequirePairs(long states, long actions)
    {
        if ((Int128)states * actions <= MostProbabilities) return;
        throw new SpecificationException(
            "environment", $"{states} states and {actions} actions", $"states · actions of at most {MostProbabilities}");
    }

    /// <exception cref="SpecificationException">There are too many successors.</exception>
    public static void RequireSuccessors(long successors)
    {
        if (successors <= MostProbabilities) return;
        throw new SpecificationException(
            "environment", $"a kernel of more than {MostProbabilities} successors", $"at most {MostProbabilities}");
    }
}
