namespace FedPG.Formats;

/// <summary>The limit on the size of imported processes: S² · A numbers, 1 GiB.</summary>
internal static class MdpSize
{
    /// <summary>The most numbers of a kernel.</summary>
    public const long MostNumbers = 1 << 27;

    /// <exception cref="SpecificationException">A count is below 1, or the kernel is too large.</exception>
    public static void Require(long states, long actions)
    {
        if (states < 1) throw new SpecificationException("states", FormattableString.Invariant($"{states}"), "at least 1");
        if ((Int128)states * states * actions <= MostNumbers) return;
        throw new SpecificationException(
            "states",
            FormattableString.Invariant($"{states} states and {actions} actions"),
            FormattableString.Invariant($"states² · actions of at most {MostNumbers}"));
    }
}
