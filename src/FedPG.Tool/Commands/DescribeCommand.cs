using System.CommandLine;
using System.Text.Json;
using FedPG.Environments;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Execution;
using FedPG.Experiments.Inspection;
using FedPG.Experiments.Specification;
using FedPG.Federation;
using FedPG.Options;
using FedPG.Tool.Output;

namespace FedPG.Tool.Commands;

/// <summary><c>fedpg describe FILE|--mdp FILE</c>: sizes, heterogeneity and reference values of environments.</summary>
internal static class DescribeCommand
{
    public static Command Create(CatalogueOption catalogue, ExperimentInput input)
    {
        var file = new Argument<string?>("FILE") { Description = ExperimentInput.Description, Arity = ArgumentArity.ZeroOrOne };
        var mdp = new MdpOption();
        var set = CommonOptions.Set(catalogue);
        var references = new Option<string?>("--references")
        {
            Description = "Which reference values to compute (default: evaluation.references of the experiment file, else auto).",
            HelpName = "auto|all|none",
        };
        var json = CommonOptions.Json();
        var command = new Command("describe", "Describe environments: sizes, heterogeneity, reference values.")
        {
            file, set, references, json,
        };
        mdp.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var extended = catalogue.Of(parsed);
            var scope = Scope(parsed.GetValue(references));
            Func<EnvironmentSet>? tables = mdp.Of(parsed) is { } files ? () => mdp.Read(files, parsed, extended) : null;
            var computing = Task.Run(
                () => Worlds(parsed.GetValue(file), tables, parsed.GetValue(set) ?? [], input, extended, scope)
                    .Select(describe => describe(token)).ToArray(),
                token);
            var descriptions = await computing.WaitAsync(token);
            if (parsed.GetValue(json)) WriteJson([.. descriptions.Select(description => description.Json)]);
            else foreach (var description in descriptions) description.Write();
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The distinct environments: those of an experiment's runs, or those of an MDP file with the fewest agents.</summary>
    private static IEnumerable<Func<CancellationToken, Description>> Worlds(
        string? file, Func<EnvironmentSet>? mdp, string[] overrides, ExperimentInput input, FederationCatalogue catalogue,
        ReferenceScope? scope)
    {
        if (file is null == mdp is null)
            throw new SpecificationException("describe", file is null ? "neither" : "both", "an experiment FILE or --mdp FILE");
        if (mdp is null) return Worlds(file!, overrides, input, catalogue, scope);
        if (overrides.Length > 0)
        {
            throw new SpecificationException(
                "--set", $"'{CommonOptions.Shown(overrides[0])}' beside --mdp", "--set with an experiment FILE");
        }

        var environments = mdp();
        return [token => Describe(environments, environments.Shares.Least, scope ?? ReferenceScope.Auto, token)];
    }

    private static IEnumerable<Func<CancellationToken, Description>> Worlds(
        string file, string[] overrides, ExperimentInput input, FederationCatalogue catalogue, ReferenceScope? scope)
    {
        var cache = new EnvironmentCache(catalogue);
        var experiment = input.Read(new ExperimentReader(catalogue, cache), file, overrides);
        var runs = experiment.Runs.DistinctBy(run => run.Settings, ReferenceEqualityComparer.Instance).ToLookup(
            run => cache.Get(run.Settings) is EnvironmentSet);
        var finite = runs[true].Select(run => (
            Environments: (EnvironmentSet)cache.Get(run.Settings),
            run.Settings.Agents,
            Scope: scope ?? run.Settings.Evaluation.References));
        var control = ControlWorld.Of(Planned(ExperimentInput.NameOf(file), experiment with { Runs = [.. runs[false]] }, cache), scope);
        return
        [
            .. finite.Distinct().Select(world => (Func<CancellationToken, Description>)(token =>
                Describe(world.Environments, world.Agents, world.Scope, token))),
            .. control.Select(world => (Func<CancellationToken, Description>)(token => Describe(world, catalogue, token))),
        ];
    }

    /// <summary>The validated runs; the file is added to an error.</summary>
    private static IReadOnlyList<PlannedRun> Planned(string file, ExperimentSpecification experiment, EnvironmentCache cache)
    {
        try
        {
            return PlannedRun.All(experiment, cache);
        }
        catch (SpecificationException error)
        {
            throw new SpecificationException($"{file}: {error.Message}", error);
        }
    }

    private static Description Describe(EnvironmentSet environments, int agents, ReferenceScope scope, CancellationToken token)
    {
        var description = EnvironmentDescription.Of(environments, agents, scope, token);
        string json = JsonSerializer.Serialize(description, InspectionJson.Shared.EnvironmentDescription);
        return new Description(json, () => DescriptionView.Write(description, environments));
    }

    private static Description Describe(ControlWorld world, FederationCatalogue catalogue, CancellationToken token)
    {
        var description = ControlDescription.Of(world, catalogue, token);
        string json = JsonSerializer.Serialize(description, InspectionJson.Shared.ControlDescription);
        return new Description(json, () => ControlDescriptionView.Write(description));
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
    private static void WriteJson(string[] descriptions) =>
        Console.Out.WriteLine(descriptions is [var one] ? one : $"[{string.Join(',', descriptions)}]");

    /// <summary>A description as JSON, and for people.</summary>
    private sealed record Description(string Json, Action Write);
}
