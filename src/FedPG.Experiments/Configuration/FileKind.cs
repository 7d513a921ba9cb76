using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace FedPG.Experiments.Configuration;

/// <summary>
/// What kind of file a path leads to. .NET does not tell a device or a pipe from a regular file, and opening a pipe waits
/// for its writer.
/// </summary>
internal static class FileKind
{
    // Of statx(2), whose layout is the same on all architectures.
    private const int CurrentFolder = -100;
    private const uint TypeWanted = 1;
    private const int StatusSize = 256;
    private const int ModeAt = 28;

    /// <summary>A device, a pipe or a socket, in words; null for a regular file, or where the system does not say.</summary>
    public static string? Irregular(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;
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
