using System.Reflection;
using FedPG.Federation;

namespace FedPG.Experiments.Extensions;

/// <summary>Adds the definitions of external assemblies to a catalogue.</summary>
public static class ExtensionAssembly
{
    private const string Accepted =
        "an assembly (.dll) with a public class that implements IFederationExtension and has a parameterless constructor";

    /// <summary>Loads assemblies and adds their extensions to a catalogue, in the order of the paths.</summary>
    /// <param name="catalogue">The program's own catalogue.</param>
    /// <param name="paths">The assemblies' files.</param>
    /// <exception cref="SpecificationException">A file is not such an assembly, was built against another version, or adds a name that
    /// exists already.</exception>
    public static FederationCatalogue Extend(FederationCatalogue catalogue, IEnumerable<string> paths) =>
        paths.Select(Path.GetFullPath).Distinct().Aggregate(catalogue, Extend);

    private static FederationCatalogue Extend(FederationCatalogue catalogue, string path)
    {
        if (!File.Exists(path)) throw new SpecificationException($"extension {path}", "no such file", Accepted);
        try
        {
            var assembly = new ExtensionContext(path).LoadFromAssemblyPath(path);
            var types = assembly.GetExportedTypes()
                .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFederationExtension))).ToList();
            if (types.Count == 0) throw new SpecificationException($"extension {path}", "an assembly without such a class", Accepted);
            return types.Aggregate(
                catalogue.With(assembly), (extended, type) => ((IFederationExtension)Activator.CreateInstance(type)!).Extend(extended));
        }
        catch (BadImageFormatException)
        {
            throw new SpecificationException($"extension {path}", "a file that is not a .NET assembly", Accepted);
        }
        catch (Exception error) when (
            error is TypeLoadException or FileLoadException or FileNotFoundException or ReflectionTypeLoadException
                or MissingMemberException)
        {
            throw Unfit(path, error);
        }
        catch (TargetInvocationException error)
        {
            throw Failed(path, error.InnerException ?? error);
        }
        catch (ArgumentException error)
        {
            throw Failed(path, error);
        }
    }

    private static SpecificationException Unfit(string path, Exception error) =>
        new(
            $"extension {path}: found code that does not fit this version ({error.Message.ReplaceLineEndings(" ")}); "
            + "accepted: an assembly built against this version",
            error);

    private static SpecificationException Failed(string path, Exception error) =>
        new($"extension {path}: {error.Message.ReplaceLineEndings(" ")}", error);
}
