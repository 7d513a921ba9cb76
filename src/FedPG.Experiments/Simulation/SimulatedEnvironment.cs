using System.Globalization;
using FedPG.Control;
using FedPG.Control.Processes;
using FedPG.Environments;

namespace FedPG.Experiments.Simulation;

/// <summary>One type of some environments, to be simulated; finite ones are simulated as control environments.</summary>
internal sealed class SimulatedEnvironment
{
    /// <summary>Selects a type.</summary>
    /// <param name="environments">The environments, without phases.</param>
    /// <param name="type">The number of the type, from 0.</param>
    public SimulatedEnvironment(EnvironmentTypes environments, int type)
    {
        (Finite, Type, Types) = (environments as EnvironmentSet, type, environments.TypeCount);
        Control = environments as ControlEnvironments ?? ControlEnvironments.Of((EnvironmentSet)environments);
        TypeName = environments.TypeNames.IsEmpty ? null : environments.TypeNames[type];
    }

    /// <summary>The environments with numbered states and actions; null if they are continuous.</summary>
    public EnvironmentSet? Finite { get; }

    /// <summary>The environments.</summary>
    public ControlEnvironments Control { get; }

    /// <summary>The number of the type, from 0.</summary>
    public int Type { get; }

    /// <summary>The number of types.</summary>
    public int Types { get; }

    /// <summary>The name of the type, if it has one.</summary>
    public string? TypeName { get; }

    /// <summary>The sizes and bounds of the type.</summary>
    public ControlShape Shape => Control.Types[Type].Shape;

    /// <summary>What a policy is for, in words.</summary>
    public override string ToString()
    {
        string action = $"action {(Shape.ActionDimension == 1 ? "dimension" : "dimensions")}";
        return Finite is { } finite
            ? string.Create(CultureInfo.InvariantCulture, $"{finite.States} states and {finite.Actions} actions")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Shape.Name} with {Shape.ObservationDimension} observed variables and {Shape.ActionDimension} {action}");
    }
}
