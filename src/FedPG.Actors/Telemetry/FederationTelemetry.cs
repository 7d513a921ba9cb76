namespace FedPG.Actors.Telemetry;

/// <summary>
/// The names of the meter and of the activity source (<see cref="System.Diagnostics.Metrics"/>, <see cref="System.Diagnostics"/>) of
/// federations. Nothing is measured or traced unless someone listens. docs/deployment.md lists the instruments.
/// </summary>
public static class FederationTelemetry
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "FedPG";
}
