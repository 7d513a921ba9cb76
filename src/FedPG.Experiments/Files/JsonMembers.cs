using System.Text.Json;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Files;

/// <summary>The members of an object that is read token by token; refuses unknown, missing and duplicate keys.</summary>
/// <param name="json">The file; its present token begins the object.</param>
/// <param name="place">The object's place, for errors.</param>
/// <param name="required">The keys that must be there.</param>
/// <param name="optional">The keys that may be there.</param>
internal sealed class JsonMembers(JsonTokens json, string place, string[] required, params string[] optional)
{
    private readonly HashSet<string> _read = [];
    private readonly string[] _known = [.. required, .. optional];

    /// <summary>Checks that there is an object.</summary>
    /// <exception cref="SpecificationException">There is none.</exception>
    public JsonMembers Begin() => json.Kind == JsonTokenType.StartObject
        ? this
        : throw new SpecificationException(place, json.Found(), $"an object with {NameList.Or(required)}");

    /// <summary>Proceeds to the value of the next key.</summary>
    /// <returns>The key; null at the end of the object.</returns>
    /// <exception cref="SpecificationException">The key is unknown or there twice, or a required one is missing at the end.</exception>
    public string? Next()
    {
        json.Read();
        if (json.Kind != JsonTokenType.PropertyName)
        {
            RequireAll();
            return null;
        }

        string key = json.Text($"{place}, a key"), shown = OneLine.Of(key);
        if (!_known.Contains(key))
        {
            throw new SpecificationException(
                $"{place}: unknown key \"{shown}\"; the nearest known one is \"{NearestName.To(shown, _known)}\"");
        }

        if (!_read.Add(key)) throw new SpecificationException(place, $"the key \"{shown}\" twice", "every key once");
        json.Read();
        return key;
    }

    private void RequireAll()
    {
        foreach (string key in required)
            if (!_read.Contains(key)) throw new SpecificationException(place, $"no key \"{key}\"", $"the keys {NameList.And(required)}");
    }
}
