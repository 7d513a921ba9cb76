using FedPG.Numerics;

namespace FedPG.Control.Processes;

/// <summary>Standard normal numbers from uniform ones by the method of Box and Muller (1958), two from two.</summary>
internal static class Normals
{
    /// <summary>The number of uniform numbers that so many normal ones take: the next even number.</summary>
    public static int Draws(int normals) => (normals + 1) / 2 * 2;

    /// <summary>Computes normal numbers.</summary>
    /// <param name="uniforms">Numbers in [0, 1), an even count.</param>
    /// <param name="normals">As many independent standard normal numbers.</param>
    public static void Fill<T>(ReadOnlySpan<T> uniforms, Span<T> normals)
        where T : unmanaged, IReal<T>
    {
        for (int i = 0; i < uniforms.Length; i += 2)
        {
            T radius = T.Sqrt(-2 * Elementary.Log(1 - uniforms[i]));
            var (sine, cosine) = Trigonometry.SinCos(Math.Tau * uniforms[i + 1]);
            (normals[i], normals[i + 1]) = (radius * cosine, radius * sine);
        }
    }
}
