using System.Reflection;
using System.Runtime.Loader;

namespace FedPG.Experiments.Extensions;

/// <summary>Loads an extension's assembly: what the program has is shared with it, the rest comes from the assembly's own folder.</summary>
internal sealed class ExtensionContext(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
{
    private readonly AssemblyDependencyResolver _resolver = new(path);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        try
        {
            // A copy of FedPG beside the extension would have types of its own, which no catalogue of this program takes.
            return Default.LoadFromAssemblyName(assemblyName);
        }
        catch (FileNotFoundException)
        {
            return _resolver.ResolveAssemblyToPath(assemblyName) is { } own ? LoadFromAssemblyPath(own) : null;
        }
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } own ? LoadUnmanagedDllFromPath(own) : IntPtr.Zero;
}
