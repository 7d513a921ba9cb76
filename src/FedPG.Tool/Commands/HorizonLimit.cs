namespace FedPG.Tool.Commands;

/// <summary>Limits the horizon of truncated gradients, which store one value per state and step.</summary>
internal static class HorizonLimit
{
    /// <summary>2 GiB of values.</summary>
    private const long MostValues = 1 << 28;

    /// <summary>Refuses a horizon with too many values.</summary>
    /// <param name="horizon">T, or null.</param>
    /// <param name="states">S, with phases.</param>
    public static void Require(int? horizon, long states)
    {
        if (horizon is { } steps && (steps + 1L) * states > MostValues)
            throw new SpecificationException("--horizon", $"{steps}", $"at most {MostValues / states - 1} with {states} states");
    }
}
