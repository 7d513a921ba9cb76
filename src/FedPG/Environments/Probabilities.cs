using System.Globalization;
using FedPG.Random;

namespace FedPG.Environments;

/// <summary>Checks and draws probability vectors.</summary>
public static class Probabilities
{
    /// <summary>Checks that a row holds probabilities that sum to 1.</summary>
    /// <param name="row">The row.</param>
    /// <param name="place">The key or row that an error message names.</param>
    /// <exception cref="SpecificationException">An entry is not a probability, or the sum is off by more than 1e-9.</exception>
    public static void Check(ReadOnlySpan<double> row, string place)
    {
        if (!IsDistribution(row)) throw Fault(row, [], place);
    }

    /// <summary>Checks that a row of successors holds probabilities that sum to 1; an entry is named by its state.</summary>
    internal static void Check(SuccessorRow row, string place)
    {
        if (!IsDistribution(row.Probabilities)) throw Fault(row.Probabilities, row.States, place);
    }

    /// <summary>Whether all entries are probabilities and their sum is 1 within 1e-9.</summary>
    internal static bool IsDistribution(ReadOnlySpan<double> row)
    {
        double sum = 0;
        foreach (double entry in row)
        {
            if (!IsProbability(entry)) return false;
            sum += entry;
        }

        return Math.Abs(sum - 1) <= MarkovDecisionProcess.SumTolerance;
    }

    private static SpecificationException Fault(ReadOnlySpan<double> row, ReadOnlySpan<int> states, string place)
    {
        double sum = 0;
        for (int i = 0; i < row.Length; i++)
        {
            if (!IsProbability(row[i]))
            {
                return new SpecificationException(
                    $"{place}, entry {(states.IsEmpty ? i : states[i])}", row[i].ToString(CultureInfo.InvariantCulture),
                    "a probability from 0 to 1");
            }

            sum += row[i];
        }

        return new SpecificationException(
            place, $"a row that sums to {sum.ToString("R", CultureInfo.InvariantCulture)}", "a sum of 1 within 1e-9");
    }

    private static bool IsProbability(double entry) => entry is >= 0 and <= 1 + MarkovDecisionProcess.SumTolerance;

    /// <summary>The uniform distribution on <paramref name="count"/> outcomes.</summary>
    public static double[] Uniform(int count)
    {
        var row = new double[count];
        Array.Fill(row, 1.0 / count);
        return row;
    }

    /// <summary>All mass on one outcome.</summary>
    public static double[] PointMass(int count, int outcome)
    {
        var row = new double[count];
        row[outcome] = 1;
        return row;
    }

    /// <summary>Scales non-negative weights to sum to 1, in place.</summary>
    public static void Normalize(Span<double> weights)
    {
        double sum = 0;
        foreach (double weight in weights) sum += weight;
        for (int i = 0; i < weights.Length; i++) weights[i] /= sum;
    }

    /// <summary>Fills a row with a uniform draw from the simplex, by normalising exponential variates.</summary>
    public static void FillFromSimplex(Span<double> row, ref Xoshiro256PlusPlus random)
    {
        for (int i = 0; i < row.Length; i++) row[i] = random.NextExponential();
        Normalize(row);
    }
}
