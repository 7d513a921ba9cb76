using FedPG.Control.Processes;

namespace FedPG.Control.Environments;

/// <summary>Builds the types of an environment from its constants.</summary>
internal static class ControlTypes
{
    /// <summary>One type for each value of the longest list.</summary>
    /// <param name="discount">γ, or null for the processes' usual one.</param>
    /// <param name="constants">The constants.</param>
    /// <param name="create">The equations of a type.</param>
    /// <param name="notices">What a reader of results should know.</param>
    public static ControlEnvironments Build<TDynamics>(
        double? discount, TypeConstants constants, Func<int, TDynamics> create, params string[] notices)
        where TDynamics : struct, IDynamics =>
        Of(discount, [.. Enumerable.Range(0, constants.Types).Select(create)], constants.Names(), notices);

    /// <summary>Types with given equations.</summary>
    /// <param name="discount">γ, or null for the processes' usual one.</param>
    /// <param name="types">The equations.</param>
    /// <param name="names">The types' names; empty for none.</param>
    /// <param name="notices">What a reader of results should know.</param>
    public static ControlEnvironments Of<TDynamics>(
        double? discount, IReadOnlyList<TDynamics> types, string[] names, params string[] notices)
        where TDynamics : struct, IDynamics =>
        new(discount ?? types[0].Shape.Discount, [.. types.Select(type => (ControlProcess)LaneProcess.Of(type))])
        {
            TypeNames = [.. names],
            Notices = [.. notices],
        };
}
