using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FedPG.Architecture.Tests.Snippets;

/// <summary>An example of a document, compiled as the Program.cs of a new console project: what stands there and nothing else.</summary>
internal static class Snippet
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>The C# blocks of a Markdown text.</summary>
    public static IEnumerable<string> In(string markdown) =>
        markdown.Split("```csharp\n").Skip(1).Select(rest => rest[..rest.IndexOf("```", StringComparison.Ordinal)]);

    /// <summary>Compiles a program and runs it to its end with --help, for those that read their arguments.</summary>
    /// <param name="files">The files of the program.</param>
    /// <returns>What it wrote to standard output.</returns>
    public static string Run(params IEnumerable<string> files)
    {
        var main = Compile([.. files]).EntryPoint!;
        var (output, console) = (new StringWriter(), Console.Out);
        Console.SetOut(output);
        try
        {
            main.Invoke(null, [new[] { "--help" }]);
        }
        finally
        {
            Console.SetOut(console);
        }

        return output.ToString();
    }

    private static Assembly Compile(string[] files)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(file => MetadataReference.CreateFromFile(file));
        var compilation = CSharpCompilation.Create(
            "Snippet" + Guid.NewGuid().ToString("N"),
            [CSharpSyntaxTree.ParseText(ImplicitUsings), .. files.Select(file => CSharpSyntaxTree.ParseText(file))],
            references,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        using var bytes = new MemoryStream();
        var result = compilation.Emit(bytes);
        result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .ShouldBeEmpty($"The example does not compile:\n{string.Join('\n', files)}");
        return Assembly.Load(bytes.ToArray());
    }
}
