using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace FedPG.Experiments.Files;

/// <summary>
/// The kind of file at a path. .NET does not distinguish a device or a pipe from a regular file, and opening a pipe blocks until it
/// has a writer.
/// </summary>
internal static class FileKind
{
    // Offsets of statx(2): its layout is the same on all architectures.
    private const int CurrentFolder = -100;
    private const uint TypeWanted = 1;
    private const int StatusSize = 256;
    private const int ModeAt = 28;

    /// <summary>Whether the system reports the kind of a file.</summary>
    public static bool IsKnown => OperatingSystem.IsLinux();

    /// <summary>"a device", "a pipe" or "a socket"; null for a regular file, or if the system does not report it.</summary>
    public static string? Irregular(string path)
    {
        if (!IsKnown) return null;
        byte[] status = new byte[StatusSize];
        try
        {
            if (Statx(CurrentFolder, Encoding.UTF8.GetBytes(path + '\0'), 0, TypeWanted, status) != 0) return null;
        }
        catch (Exception error) when (error is EntryPointNotFoundException or DllNotFoundException)
        {
            return null;
        }

        ushort mode = BitConverter.IsLittleEndian
            ? BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(ModeAt))
            : BinaryPrimitives.ReadUInt16BigEndian(status.AsSpan(ModeAt));
        return (mode >> 12) switch
        {
            1 => "a pipe",
            2 or 6 => "a device",
            12 => "a socket",
            _ => null,
        };
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, byte[] status);
}
