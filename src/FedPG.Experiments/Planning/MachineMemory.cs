using FedPG.Experiments.Configuration;

namespace FedPG.Experiments.Planning;

/// <summary>What this machine has, and the refusal of what it cannot hold.</summary>
internal static class MachineMemory
{
    /// <summary>Bytes this process may use: the machine's, or less where a container or a setting of the runtime limits it.</summary>
    public static double Available => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Refuses what does not fit. What does may still be slow; it begins.</summary>
    /// <param name="bytes">The estimate.</param>
    /// <param name="setting">The setting that decides it.</param>
    /// <param name="found">Its value, in words.</param>
    /// <exception cref="SpecificationException">It does not fit.</exception>
    public static void Require(double bytes, string setting, string found)
    {
        double available = Available;
        if (bytes > available)
            throw new SpecificationException(
                setting, $"{found}, about {InputLimits.Text(bytes)} of memory",
                $"what fits into the {InputLimits.Text(available)} of this machine");
    }
}
