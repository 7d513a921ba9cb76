namespace FedPG.Kernels.Lanes;

/// <summary>The instructions that roll out trajectories; the result does not depend on them.</summary>
internal enum LaneInstructions
{
    /// <summary>Scalar instructions only.</summary>
    None,

    /// <summary>AVX2.</summary>
    Vector256,

    /// <summary>AVX-512.</summary>
    Vector512,
}
