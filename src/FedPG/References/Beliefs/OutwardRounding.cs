namespace FedPG.References.Beliefs;

/// <summary>The rounding error that a sum of products can have, which bounds are moved outwards by.</summary>
internal static class OutwardRounding
{
    private const double Unit = 1.0 / (1L << 52);

    /// <summary>A bound on the error of a sum.</summary>
    /// <param name="terms">The number of terms.</param>
    /// <param name="size">The sum of their magnitudes.</param>
    public static double Of(int terms, double size) => Unit * (terms + 8) * size;
}
