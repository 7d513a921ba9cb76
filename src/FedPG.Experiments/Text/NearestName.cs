namespace FedPG.Experiments.Text;

/// <summary>Finds the known name that was probably meant.</summary>
internal static class NearestName
{
    private const int Longest = 200;

    /// <summary>The known name at the smallest edit distance; null if no name is known.</summary>
    public static string? To(string name, IEnumerable<string> known) => known.MinBy(candidate => Distance(name, candidate));

    /// <summary>The edit distance of two names: insertions, deletions, substitutions and transpositions (optimal string
    /// alignment).</summary>
    public static int Distance(string a, string b)
    {
        // The table is quadratic in the lengths, and no two known names share a prefix as long as this.
        if (a.Length > Longest) a = a[..Longest];
        if (b.Length > Longest) b = b[..Longest];
        var d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (int j = 0; j <= b.Length; j++) d[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(replaced, 1 + Math.Min(d[i - 1, j], d[i, j - 1]));
                bool isSwap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                if (isSwap) d[i, j] = Math.Min(d[i, j], 1 + d[i - 2, j - 2]);
            }
        }

        return d[a.Length, b.Length];
    }
}
