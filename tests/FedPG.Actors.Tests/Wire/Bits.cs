using System.Collections;
using System.Globalization;
using System.Reflection;
using FedPG.Actors.Protocol;
using FedPG.Environments;
using FedPG.Participation;

namespace FedPG.Actors.Tests.Wire;

/// <summary>Formats values as text that is equal only if every bit of every public property is equal. Properties added later are compared
/// too.</summary>
internal static class Bits
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        double number => BitConverter.DoubleToUInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture),
        string text => $"'{text}'",
        TimeSpan time => Of(time.Ticks),
        Guid or Enum => $"{value}",
        IConvertible plain => plain.ToString(CultureInfo.InvariantCulture),
        RemoteFailure failure => $"{failure.Kind}: {failure.Message}",
        Exception error => $"{error.GetType().Name}: {error.Message}",
        ReadOnlyMemory<byte> bytes => Convert.ToHexString(bytes.Span),
        RoundAttendance round => $"{round.Round}: {List(Enumerable.Range(0, round.Agents).Select(agent => Of(round[agent])))}",
        MarkovDecisionProcess process =>
            $"{process.Name} {process.States} {process.Actions} {Of(process.Transitions.ToArray())} {Of(process.Rewards.ToArray())}"
            + $" {Of(process.Start)}",
        IDictionary entries =>
            List(entries.Keys.Cast<object>().Select(key => $"{Of(key)}: {Of(entries[key])}").Order(StringComparer.Ordinal)),
        IEnumerable items => IsDefault(items) ? "[]" : List(items.Cast<object?>().Select(Of)),
        _ => List(Properties(value).Select(property => $"{property.Name} = {Of(property.GetValue(value))}")),
    };

    /// <summary>The public properties that define a value.</summary>
    public static IEnumerable<PropertyInfo> Properties(object value) =>
        value.GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0);

    private static string List(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";

    private static bool IsDefault(object value) => value.GetType().GetProperty("IsDefault")?.GetValue(value) is true;
}
