using System.CommandLine;
using System.Globalization;
using FedPG.Environments;
using FedPG.Experiments.Files;
using FedPG.Federation;
using FedPG.Formats;

namespace FedPG.Tool.Commands;

/// <summary><c>--mdp</c>, and the options that say what a file of another format leaves open.</summary>
internal sealed class MdpOption
{
    private readonly Option<string?> _discount = new("--discount") { Description = "γ of an MDP file that has none.", HelpName = "γ" };

    private readonly Option<string?> _reward = new("--reward")
    {
        Description = "The reward structure of an MDP file that has several.",
        HelpName = "NAME",
    };

    private readonly Option<bool> _cost = new("--cost") { Description = "Rewards of the MDP file are costs." };

    private readonly Option<string?> _axes = new("--axes")
    {
        Description = "The axes of a NumPy array of transitions with A = S: (A, S, S) or (S, A, S).",
        HelpName = "ass|sas",
    };

    /// <summary><c>--mdp</c>.</summary>
    public Option<string[]> Files { get; } = new("--mdp")
    {
        Description = "An MDP file: fedpg-mdp/1, NumPy, Gymnasium, PRISM, Storm or Cassandra. Several files make one federation.",
        HelpName = "FILE",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>The options beside <see cref="Files"/>.</summary>
    public IEnumerable<Option> Others => [_discount, _reward, _cost, _axes];

    /// <summary>Adds the options to a command.</summary>
    public Command AddTo(Command command, bool isRequired = false)
    {
        Files.Required = isRequired;
        foreach (var option in Others.Prepend(Files)) command.Options.Add(option);
        return command;
    }

    /// <summary>The files of a command line; null if there are none.</summary>
    /// <exception cref="SpecificationException">An option that needs the files stands without them.</exception>
    public string[]? Of(ParseResult parsed)
    {
        if (parsed.GetValue(Files) is { Length: > 0 } files) return files;
        if (Others.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } lone)
            throw new SpecificationException(lone.Name, "no MDP file", $"{lone.Name} beside --mdp FILE");
        return null;
    }

    /// <summary>Reads files.</summary>
    public EnvironmentSet Read(IReadOnlyList<string> files, ParseResult parsed, FederationCatalogue catalogue) =>
        MdpFiles.Read(files, Options(parsed), catalogue.Formats);

    /// <summary>What the options add to files.</summary>
    public MdpOptions Options(ParseResult parsed) => new()
    {
        Discount = Discount(parsed.GetValue(_discount)),
        Reward = parsed.GetValue(_reward),
        Cost = parsed.GetValue(_cost),
        Axes = parsed.GetValue(_axes),
    };

    private static double? Discount(string? text)
    {
        const NumberStyles style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (text is null) return null;
        return double.TryParse(text, style, CultureInfo.InvariantCulture, out double number) && number is > 0 and <= 1
            ? number
            : throw new SpecificationException("--discount", CommonOptions.Shown(text), "a number above 0 and at most 1");
    }
}
