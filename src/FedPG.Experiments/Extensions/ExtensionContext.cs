using System.Reflection;
using System.Runtime.Loader;

namespace FedPG.Experiments.Extensions;

/// <summary>Loads an extension's assembly: it shares the program's assemblies, and its other dependencies come from its own
/// folder.</summary>
internal sealed class ExtensionContext(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
{
    private readonly AssemblyDependencyResolver _resolver = new(path);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        try
        {
            // A second copy of FedPG beside the extension would define different types, which this program's catalogue cannot accept.
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
