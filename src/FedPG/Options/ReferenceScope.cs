namespace FedPG.Options;

/// <summary>The reference values that an experiment computes.</summary>
public enum ReferenceScope
{
    /// <summary>All that a fixed number of multiplications suffices for: some seconds on one core.</summary>
    Auto,

    /// <summary>All, no matter how long the searches take.</summary>
    All,

    /// <summary>None.</summary>
    None,
}
