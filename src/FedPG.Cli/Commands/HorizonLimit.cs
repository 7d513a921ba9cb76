namespace FedPG.Cli.Commands;

/// <summary>The truncated gradients keep a value for every state and step.</summary>
internal static class HorizonLimit
{
    /// <summary>2 GiB of values.</summary>
    private const long MostValues = 1 << 28;

    /// <summary>Refuses a horizon whose values do not fit.</summary>
    /// <param name="horizon">T, or null.</param>
    /// <param name="states">S, with phases.</param>
    public static void Require(int? horizon, long states)
    {
        if (horizon is { } steps && (steps + 1L) * states > MostValues)
            throw new SpecificationException("--horizon", $"{steps}", $"at most {MostValues / states - 1} with {states} states");
    }
}
