using System.Globalization;

namespace FedPG.Tool.Output;

/// <summary>
/// Numbers of <c>describe</c> and <c>evaluate</c> for people: up to six decimals, and with an exponent what those would make 0 or a row
/// of digits.
/// </summary>
internal static class AnswerNumber
{
    /// <summary>The number; a dash for none.</summary>
    public static string Of(double? value) => value switch
    {
        null => "–",
        0 => "0",
        { } number when Math.Abs(number) is < 1e-4 or >= 1e15 => number.ToString("0.######e0", CultureInfo.InvariantCulture),
        { } number => number.ToString("0.######", CultureInfo.InvariantCulture),
    };
}
