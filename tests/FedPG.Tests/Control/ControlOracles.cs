using System.Text.Json;
using FedPG.Control.Processes;
using FedPG.Tests.Oracles;

namespace FedPG.Tests.Control;

/// <summary>The files under Data/control: trajectories and optima that an independent program computed.</summary>
internal static class ControlOracles
{
    private static readonly Lazy<JsonElement> _steps = new(() => Read("steps.json"));
    private static readonly Lazy<JsonElement> _systems = new(() => Read("lqr.json"));
    private static readonly Lazy<JsonElement> _policies = new(() => Read("policies.json"));

    /// <summary>Actions of policies over features.</summary>
    public static JsonElement Policies => _policies.Value;

    /// <summary>Trajectories, each of one environment with some constants.</summary>
    public static JsonElement Steps => _steps.Value;

    /// <summary>Linear-quadratic systems of two or three types.</summary>
    public static JsonElement Systems => _systems.Value;

    /// <summary>The numbers of the elements of an array, as data of a theory.</summary>
    public static TheoryData<int> Indices(JsonElement array) => [.. Enumerable.Range(0, array.GetArrayLength())];

    /// <summary>A constant of a trajectory's environment.</summary>
    public static double Constant(this JsonElement trajectory, string name) =>
        trajectory.GetProperty("constants").GetProperty(name).GetDouble();

    /// <summary>The process of a trajectory.</summary>
    public static ControlProcess Process(JsonElement trajectory) => trajectory.GetProperty("environment").GetString() switch
    {
        "cart-pole" => LaneProcess.Of(new CartPole(
            trajectory.Constant("pole-half-length"), trajectory.Constant("pole-mass"), trajectory.Constant("force"))),
        "pendulum" => LaneProcess.Of(new Pendulum(
            trajectory.Constant("length"), trajectory.Constant("mass"), trajectory.Constant("gravity"))),
        "mountain-car-continuous" => LaneProcess.Of(new MountainCar(trajectory.Constant("power"), trajectory.Constant("gravity"))),
        "acrobot" => LaneProcess.Of(new Acrobot(
            trajectory.Constant("length-1"),
            trajectory.Constant("mass-1"),
            trajectory.Constant("length-2"),
            trajectory.Constant("mass-2"))),
        "swimmer" => LaneProcess.Of(new Swimmer(
            (int)trajectory.Constant("links"),
            trajectory.Constant("normal-drag"),
            trajectory.Constant("tangential-drag"),
            trajectory.Constant("torque"),
            trajectory.Constant("dt"))),
        var name => throw new InvalidOperationException(name),
    };

    /// <summary>The systems of an entry of <see cref="Systems"/>, and their discount.</summary>
    public static (JsonElement File, LinearQuadraticSystem[] Types, double Discount) System(int index)
    {
        var file = Systems[index];
        var types = file.GetProperty("types").EnumerateArray().Select((type, i) => new LinearQuadraticSystem(
            $"type {i + 1}",
            type.GetProperty("A").GetArrayLength(),
            type.GetProperty("R").GetArrayLength(),
            type.Numbers("A"),
            type.Numbers("B"),
            type.Numbers("Q"),
            type.Numbers("R"),
            type.Numbers("W"),
            type.Numbers("X0")));
        return (file, [.. types], file.GetProperty("discount").GetDouble());
    }

    private static JsonElement Read(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", "control", name)));
        return document.RootElement.Clone();
    }

    /// <summary>The numbers of an array, rows after each other.</summary>
    public static double[] Numbers(this JsonElement element, string name) => OracleFiles.Numbers(element.GetProperty(name));
}
