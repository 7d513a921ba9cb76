using System.Collections.Immutable;
using FedPG.Environments;

namespace FedPG.Formats;

/// <summary>
/// Normalises rows of probabilities, which published tables round to, say, six decimals: a row that sums to 1 within 1e-4 is divided by
/// its sum. A row within 1e-9 keeps its bits; any other row is refused.
/// </summary>
internal sealed class RowSums
{
    private const double Accepted = 1e-4;

    private int _corrected;
    private double _largest;

    /// <summary>One sentence with the largest correction; empty if no row was corrected.</summary>
    public ImmutableArray<string> Notices => _corrected switch
    {
        0 => [],
        1 => [Text($"1 row of probabilities did not sum to 1 and was divided by its sum; the correction is {_largest:0.##e-0}")],
        _ =>
        [
            Text($"{_corrected} rows of probabilities did not sum to 1 and were divided by their sums; ")
                + Text($"the largest correction is {_largest:0.##e-0}"),
        ],
    };

    /// <summary>Divides a row by its sum if the sum is off.</summary>
    /// <param name="row">The row; an entry that is not a probability is refused elsewhere.</param>
    /// <param name="place">The row's place, for the message.</param>
    /// <exception cref="SpecificationException">The sum is off by more than 1e-4.</exception>
    public void Correct(Span<double> row, string place)
    {
        double sum = 0;
        foreach (double entry in row)
        {
            if (!(entry is >= 0 and <= 1 + Accepted)) return;
            sum += entry;
        }

        double off = Math.Abs(sum - 1);
        if (off <= MarkovDecisionProcess.SumTolerance || row.Length == 0) return;
        if (off > Accepted * (1 + 1e-9))
            throw new SpecificationException(place, Text($"a row that sums to {sum:R}"), "a sum of 1 within 1e-4");
        for (int i = 0; i < row.Length; i++) row[i] /= sum;
        _corrected++;
        _largest = Math.Max(_largest, off);
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
