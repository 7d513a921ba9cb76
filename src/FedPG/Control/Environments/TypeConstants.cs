using System.Globalization;
using FedPG.Environments;

namespace FedPG.Control.Environments;

/// <summary>Constants of which each is one number for all types, or a list with one number per type.</summary>
internal readonly struct TypeConstants
{
    /// <summary>Bytes of a type without its arrays: its process, its shape and its name.</summary>
    private const double TypeOverhead = 1000;

    /// <summary>Bytes per dimension of the bounds, scales and levels.</summary>
    private const double BytesPerDimension = 32;

    private readonly (string Name, double[] Values)[] _constants;

    /// <summary>Counts the types: as many as the longest list has values.</summary>
    /// <param name="constants">The keys and their values.</param>
    /// <exception cref="SpecificationException">A list has another length.</exception>
    public TypeConstants(params (string Name, double[] Values)[] constants)
    {
        _constants = constants;
        Types = constants.Max(constant => constant.Values.Length);
        foreach (var (name, values) in constants)
        {
            if (values.Length == 1 || values.Length == Types) continue;
            throw new SpecificationException(
                $"environment.{name}", $"{values.Length} numbers", $"one number, or {Types}, one for each type of the longest list");
        }
    }

    /// <summary>The number of types.</summary>
    public int Types { get; }

    /// <summary>The size of the types.</summary>
    /// <param name="states">n.</param>
    /// <param name="actions">d.</param>
    public EnvironmentSize Size(int states, int actions) =>
        new(states, actions, Types) { BytesPerType = TypeOverhead + BytesPerDimension * (states + (double)actions) };

    /// <summary>A constant of a type.</summary>
    public double this[string name, int type]
    {
        get
        {
            double[] values = Array.Find(_constants, constant => constant.Name == name).Values;
            return values.Length == 1 ? values[0] : values[type];
        }
    }

    /// <summary>The name of each type: the constants in which the types differ, such as "length 1.2"; empty if they do not.</summary>
    public string[] Names()
    {
        var differing = _constants.Where(constant => constant.Values.Distinct().Count() > 1).ToList();
        if (differing.Count == 0) return [];
        return
        [
            .. from type in Enumerable.Range(0, Types)
               let values = differing.Select(constant =>
                   $"{constant.Name} {constant.Values[type].ToString("R", CultureInfo.InvariantCulture)}")
               select string.Join(", ", values),
        ];
    }
}
