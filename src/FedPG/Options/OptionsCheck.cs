using System.Globalization;
using System.Reflection;

namespace FedPG.Options;

/// <summary>Checks options that were built in code; those in experiment files are checked as they are read.</summary>
internal static class OptionsCheck
{
    /// <summary>
    /// Requires every property to have a value that its <see cref="AcceptedAttribute"/> accepts, including those of nested options.
    /// </summary>
    /// <param name="options">The options.</param>
    /// <exception cref="SpecificationException">A value is not accepted; the message names the property.</exception>
    public static void Require(object options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Require(options, path: "");
    }

    private static void Require(object options, string path)
    {
        if (options is ExtensionOptions extensions)
        {
            foreach (object extension in extensions.All) Require(extension, $"{extension.GetType().Name}.");
            return;
        }

        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var rule = property.GetCustomAttribute<AcceptedAttribute>();
            bool isNested = property.PropertyType.IsClass && property.PropertyType.Namespace == typeof(OptionsCheck).Namespace;
            if (rule is null && !isNested) continue;
            object? value = property.GetValue(options);
            string name = path + property.Name;
            if (rule is not null && !rule.IsValid(value))
            {
                throw new SpecificationException(name, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null", rule.Accepted);
            }

            if (isNested) Require(value ?? throw new SpecificationException(name, "null", "options"), $"{name}.");
        }
    }
}
