using System.Collections.Immutable;
using FedPG.Federation;

namespace FedPG.Experiments.Results.Export;

/// <summary>The formats of records in a catalogue.</summary>
public static class RecordFormats
{
    private static readonly ImmutableArray<IRecordFormat> BuiltIn = [new ParquetFormat(), new TensorBoardFormat()];

    /// <summary>Returns the catalogue with one more format of records.</summary>
    /// <param name="catalogue">The catalogue.</param>
    /// <param name="format">The format.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static FederationCatalogue WithRecordFormat(this FederationCatalogue catalogue, IRecordFormat format)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(format);
        return Of(catalogue).Any(known => known.Name == format.Name)
            ? throw new ArgumentException($"The catalogue has the format '{format.Name}' already.", nameof(format))
            : catalogue.WithFurther(format);
    }

    /// <summary>The formats, the built-in ones first.</summary>
    internal static IReadOnlyList<IRecordFormat> Of(FederationCatalogue catalogue) => [.. BuiltIn, .. catalogue.Further<IRecordFormat>()];
}
