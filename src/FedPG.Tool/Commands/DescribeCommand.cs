using System.CommandLine;
using System.Text.Json;
using FedPG.Environments;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Files;
using FedPG.Experiments.Inspection;
using FedPG.Experiments.Specification;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Tool.Output;

namespace FedPG.Tool.Commands;

/// <summary><c>fedpg describe FILE|--mdp FILE</c>: sizes, heterogeneity and reference values of environments.</summary>
internal static class DescribeCommand
{
    public static Command Create(CatalogueOption catalogue)
    {
        var file = new Argument<string?>("FILE") { Description = "An experiment file.", Arity = ArgumentArity.ZeroOrOne };
        var mdp = CommonOptions.Mdp(required: false);
        var set = CommonOptions.Set();
        var references = new Option<string?>("--references")
        {
            Description = "Which reference values to compute (default: evaluation.references of the experiment file, else auto).",
            HelpName = "auto|all|none",
        };
        var json = CommonOptions.Json();
        var command = new Command("describe", "Describe environments: sizes, heterogeneity, reference values.")
        {
            file, mdp, set, references, json,
        };
        command.SetAction(async (parsed, token) =>
        {
            var extended = catalogue.Of(parsed);
            var scope = Scope(parsed.GetValue(references));
            var computing = Task.Run(
                () => Worlds(parsed.GetValue(file), parsed.GetValue(mdp), parsed.GetValue(set) ?? [], extended)
                    .Select(world => (
                        Of: EnvironmentDescription.Of(world.Environments, world.Agents, scope ?? world.References, token),
                        world.Environments))
                    .ToArray(),
                token);
            var descriptions = await computing.WaitAsync(token);
            if (parsed.GetValue(json)) WriteJson([.. descriptions.Select(description => description.Of)]);
            else foreach (var (description, environments) in descriptions) DescriptionView.Write(description, environments);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The distinct environments: those of an experiment's runs, or those of an MDP file with one agent each.</summary>
    private static IEnumerable<(EnvironmentSet Environments, int Agents, ReferenceScope References)> Worlds(
        string? file, string? mdp, string[] overrides, FederationCatalogue catalogue)
    {
        if (file is null == mdp is null)
            throw new SpecificationException("describe", file is null ? "neither" : "both", "an experiment FILE or --mdp FILE");
        if (mdp is not null)
        {
            if (overrides.Length > 0)
                throw new SpecificationException(
                    "--set", $"'{CommonOptions.Shown(overrides[0])}' beside --mdp", "--set with an experiment FILE");
            var environments = MdpFile.Read(mdp);
            return [(environments, environments.Types.Length, ReferenceScope.Auto)];
        }

        var cache = new EnvironmentCache(catalogue);
        var experiment = new ExperimentReader(catalogue, cache).Read(file!, overrides);
        return
        [
            .. experiment.Runs.Select(run => (Finite(run.Settings), run.Settings.Agents, run.Settings.Evaluation.References)).Distinct(),
        ];

        EnvironmentSet Finite(RunSettings settings) => cache.Get(settings) as EnvironmentSet
            ?? throw new SpecificationException(file!, "an environment with continuous states", "one with finitely many states");
    }

    private static ReferenceScope? Scope(string? text) => text switch
    {
        null => null,
        "auto" => ReferenceScope.Auto,
        "all" => ReferenceScope.All,
        "none" => ReferenceScope.None,
        _ => throw new SpecificationException("--references", $"'{text}'", "auto, all or none"),
    };

    /// <summary>One object, or a list if an experiment has several environments.</summary>
    private static void WriteJson(EnvironmentDescription[] descriptions) => Console.Out.WriteLine(descriptions.Length == 1
        ? JsonSerializer.Serialize(descriptions[0], InspectionJson.Shared.EnvironmentDescription)
        : JsonSerializer.Serialize(descriptions, InspectionJson.Shared.EnvironmentDescriptionArray));
}
