namespace FedPG.Experiments.Results.Dataset;

/// <summary>A column of the table of all runs.</summary>
/// <param name="Name">The header.</param>
/// <param name="Kind">The type of its values.</param>
/// <param name="IsOptional">Whether cells can be empty.</param>
internal sealed record TableColumn(string Name, ColumnKind Kind, bool IsOptional);

/// <summary>The type of a column: in Parquet INT64, DOUBLE, BOOLEAN or a string; in JSON the name.</summary>
internal enum ColumnKind
{
    /// <summary>An integer.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A string.</summary>
    String,
}
