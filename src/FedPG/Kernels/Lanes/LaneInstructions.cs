namespace FedPG.Kernels.Lanes;

/// <summary>Which instructions roll out trajectories; the result does not depend on it.</summary>
internal enum LaneInstructions
{
    /// <summary>None but the plain ones.</summary>
    None,

    /// <summary>AVX2.</summary>
    Vector256,

    /// <summary>AVX-512.</summary>
    Vector512,
}
