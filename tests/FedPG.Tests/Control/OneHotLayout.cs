namespace FedPG.Tests.Control;

/// <summary>The order of the parameters of tables, and of policies over one-hot features.</summary>
internal static class OneHotLayout
{
    /// <summary>Tables are [S][row]; over features they are [row][S].</summary>
    public static double[] Of(double[] table, int states)
    {
        int row = table.Length / states;
        return [.. Enumerable.Range(0, row).SelectMany(i => Enumerable.Range(0, states).Select(s => table[s * row + i]))];
    }
}
