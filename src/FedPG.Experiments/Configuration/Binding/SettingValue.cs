using FedPG.Experiments.Text;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Experiments.Configuration.Binding;

/// <summary>The value of one setting in options that are bound.</summary>
/// <param name="Type">The setting's type, without <see cref="Nullable{T}"/>; that of one value for a list with a value per type.</param>
/// <param name="Value">The value; null for the word that stands for null.</param>
internal sealed record SettingValue(Type Type, object? Value)
{
    /// <summary>The value at a path, or null if the options have no such setting, as a setting of another environment.</summary>
    /// <param name="options">An options record, such as the settings of a run.</param>
    /// <param name="path">The path, without the leading <c>fedpg.</c>.</param>
    /// <param name="catalogue">Resolves the names of extensions.</param>
    public static SettingValue? Of(object options, string path, FederationCatalogue catalogue)
    {
        object? value = options;
        string[] names = path.Split('.');
        for (int i = 0; i < names.Length; i++)
        {
            if (value is null) return null;
            var key = OptionKey.Of(value.GetType(), catalogue).FirstOrDefault(known => known.Name == names[i]);
            if (key is null) return names[i..] is ["type"] ? new SettingValue(typeof(string), names[i]) : null;
            value = key.Get(value);
            if (i == names.Length - 1) return key.IsSection ? null : Of(key, value);
        }

        return null;
    }

    /// <summary>The text of a swept value as JSON has it: as it was written, but for a number or a flag in another form than
    /// JSON's.</summary>
    public string Canonical(string written)
    {
        bool isOther = Type == typeof(bool) || OptionValue.IsWhole(Type) || Type == typeof(double);
        return isOther && Value is not null && !JsonLiteral.IsLiteral(written) ? OptionValue.Format(Value) : written;
    }

    private static SettingValue Of(OptionKey key, object? value)
    {
        var type = Nullable.GetUnderlyingType(key.Type) ?? key.Type;
        if (!key.Property.IsDefined(typeof(PerTypeAttribute), inherit: true)) return new SettingValue(type, value);
        return new SettingValue(type.GetElementType()!, value is Array { Length: > 0 } list ? list.GetValue(0) : null);
    }
}
