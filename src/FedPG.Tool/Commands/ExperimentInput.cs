using FedPG.Experiments.Configuration;
using FedPG.Experiments.Files;
using FedPG.Experiments.Specification;

namespace FedPG.Tool.Commands;

/// <summary>Reads the experiment of an argument FILE: a file, or <c>-</c> for standard input.</summary>
/// <param name="open">Opens standard input.</param>
internal sealed class ExperimentInput(Func<Stream> open)
{
    /// <summary>The argument that stands for standard input; a file of that name is <c>./-</c>.</summary>
    public const string Argument = "-";

    private const string StandardInput = "standard input";

    /// <summary>The help of an argument FILE.</summary>
    public const string Description = "An experiment file (HOCON or JSON); - for standard input.";

    /// <summary>What an argument is called in messages.</summary>
    public static string NameOf(string file) => file == Argument ? StandardInput : file;

    /// <summary>Reads an experiment. Paths in standard input are relative to the working directory.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="file">The argument.</param>
    /// <param name="overrides"><c>KEY=VALUE</c>, each overriding the file.</param>
    /// <param name="seeds">Seeds that replace those of the file, or null.</param>
    /// <param name="variants">The variants to run; empty or null for all of the file's.</param>
    /// <exception cref="SpecificationException">The experiment is invalid; the message is one line.</exception>
    public ExperimentSpecification Read(
        ExperimentReader reader, string file, string[] overrides, IReadOnlyList<long>? seeds = null, string[]? variants = null)
    {
        if (file != Argument) return reader.Read(file, overrides, seeds, variants);
        using var stream = open();
        string text = TextFile.Read(stream, StandardInput, ExperimentReader.AcceptedFile);
        return reader.ReadText(text, StandardInput, Path.GetFullPath(StandardInput), overrides, seeds, variants);
    }
}
