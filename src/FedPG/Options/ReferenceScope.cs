namespace FedPG.Options;

/// <summary>Which reference values are computed.</summary>
public enum ReferenceScope
{
    /// <summary>As far as a fixed number of multiplications goes, some seconds of a core.</summary>
    Auto,

    /// <summary>All, however long the searches take.</summary>
    All,

    /// <summary>None.</summary>
    None,
}
