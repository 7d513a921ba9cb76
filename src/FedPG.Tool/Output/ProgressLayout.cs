namespace FedPG.Tool.Output;

/// <summary>The widths of the columns of progress bars, in cells: one line per bar at any width of the terminal.</summary>
/// <param name="Name">The variant's name, which is shortened if necessary.</param>
/// <param name="Bar">The bar.</param>
/// <param name="Rounds">The number of rounds; 0 if there is no room for it.</param>
internal readonly record struct ProgressLayout(int Name, int Bar, int Rounds)
{
    /// <summary>The percentage: <c>100%</c>.</summary>
    public const int Percentage = 4;

    /// <summary>The objective, or the speed: <c>100.5 M steps/s</c>.</summary>
    public const int Value = 15;

    /// <summary>The remaining time: <c>00:00:00</c>.</summary>
    public const int Time = 8;

    /// <summary>The number of rounds, if it is shown, and the value.</summary>
    public int State => Rounds > 0 ? Rounds + 1 + Value : Value;

    private const int ShortestName = 6;
    private const int ShortestBar = 8;
    private const int LongestBar = 40;

    /// <summary>Divides a line: the name gets its width first, then the number of rounds; the bar gets the rest.</summary>
    /// <param name="width">Cells of the terminal.</param>
    /// <param name="longestName">Cells of the longest name.</param>
    /// <param name="longestRounds">Cells of the largest number of rounds with its unit.</param>
    public static ProgressLayout Of(int width, int longestName, int longestRounds)
    {
        // A blank follows each column; the last cell stays empty, since some terminals break the line there.
        int rest = width - 1 - (ShortestBar + 1) - (Percentage + 1) - (Value + 1) - Time;
        int name = Math.Clamp(rest - 1, ShortestName, Math.Max(ShortestName, longestName));
        rest -= name + 1;
        int rounds = longestRounds + 1 <= rest ? longestRounds : 0;
        if (rounds > 0) rest -= rounds + 1;
        return new ProgressLayout(name, Math.Clamp(ShortestBar + rest, ShortestBar, LongestBar), rounds);
    }
}
