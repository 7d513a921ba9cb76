using FedPG.Experiments.Files;

namespace FedPG.Experiments.Configuration;

/// <summary>Refuses settings whose estimated memory exceeds that of the machine.</summary>
internal static class MachineMemory
{
    /// <summary>The bytes that this process may use: the machine's memory, or a lower limit of a container or of the runtime.</summary>
    public static double Available => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Refuses an estimate above the available memory. One below it may still be slow, but is accepted.</summary>
    /// <param name="bytes">The estimate.</param>
    /// <param name="setting">The setting that determines the estimate.</param>
    /// <param name="found">The setting's value, in words.</param>
    /// <exception cref="SpecificationException">The estimate exceeds the available memory.</exception>
    public static void Require(double bytes, string setting, string found)
    {
        double available = Available;
        if (bytes > available)
            throw new SpecificationException(
                setting, $"{found}, about {InputLimits.Text(bytes)} of memory",
                $"what fits into the {InputLimits.Text(available)} of this machine");
    }
}
