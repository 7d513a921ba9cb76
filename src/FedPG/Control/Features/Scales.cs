using FedPG.Control.Processes;

namespace FedPG.Control.Features;

/// <summary>The scales of observed variables.</summary>
internal static class Scales
{
    /// <summary>The factors that bring observed variables to their scale, [o].</summary>
    public static double[] Factors(ControlShape shape) => shape.ObservationScale.IsEmpty
        ? [.. Enumerable.Repeat(1.0, shape.ObservationDimension)]
        : [.. shape.ObservationScale.Select(scale => 1 / scale)];
}
