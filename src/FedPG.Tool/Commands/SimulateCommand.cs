using System.CommandLine;
using System.Globalization;
using FedPG.Environments;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Files;
using FedPG.Experiments.Simulation;
using FedPG.Federation;
using FedPG.Tool.Output;

namespace FedPG.Tool.Commands;

/// <summary><c>fedpg simulate FILE (--actions FILE | --policy FILE)</c>: states, actions and rewards of trajectories.</summary>
internal static class SimulateCommand
{
    public static Command Create(CatalogueOption catalogue, ExperimentInput input)
    {
        var file = new Argument<string?>("FILE") { Description = ExperimentInput.Description, Arity = ArgumentArity.ZeroOrOne };
        var mdp = CommonOptions.Mdp(required: false);
        var set = CommonOptions.Set();
        var variant = Option("--variant", "NAME", "The variant of the file whose environment is simulated.");
        var type = Option("--type", "N", "The type of the environment, counted from 0 (default 0).");
        var start = Option("--start", "STATE", "The first state as JSON, e.g. [0,0,0.1,0], or the number of a state (default: drawn).");
        var actions = Option("--actions", "FILE", "Actions as JSON: a list with one action per step, or one list per episode.");
        var policy = Option("--policy", "FILE", "A policy that draws the actions: policy.json or best-policy.json of a run.");
        var episodes = Option("--episodes", "N", "The number of trajectories (default 1).");
        var horizon = Option("--horizon", "T", "The most steps of a trajectory (default: that of the environment, or all actions).");
        var seed = Option("--seed", "N", "Seeds first states, noise and drawn actions (default 0).");
        var json = CommonOptions.Json();
        var command = new Command("simulate", "Simulate trajectories: states, actions, rewards.")
        {
            file, mdp, set, variant, type, start, actions, policy, episodes, horizon, seed, json,
        };
        command.SetAction(async (parsed, token) =>
        {
            var extended = catalogue.Of(parsed);
            var request = new SimulationRequest
            {
                ActionsFile = parsed.GetValue(actions),
                PolicyFile = parsed.GetValue(policy),
                Start = parsed.GetValue(start),
                Episodes = CommonOptions.Integer(parsed.GetValue(episodes), "--episodes", 1, InputLimits.Episodes),
                Horizon = CommonOptions.Integer(parsed.GetValue(horizon), "--horizon", 1, int.MaxValue),
                Seed = CommonOptions.Integer(parsed.GetValue(seed), "--seed", 0, int.MaxValue) ?? 0,
            };
            RequireOne(request.ActionsFile, request.PolicyFile, "--actions FILE or --policy FILE");
            RequireOne(parsed.GetValue(file), parsed.GetValue(mdp), "an experiment FILE or --mdp FILE");
            var recording = Task.Run(
                () =>
                {
                    var types = parsed.GetValue(mdp) is { } table
                        ? OfMdp(table, parsed.GetValue(set) ?? [], parsed.GetValue(variant))
                        : OfExperiment(input, parsed.GetValue(file)!, parsed.GetValue(set) ?? [], parsed.GetValue(variant), extended);
                    var environment = new SimulatedEnvironment(types, Type(parsed.GetValue(type), types));
                    return Simulator.Record(environment, request, token);
                },
                token);
            var recorded = await recording.WaitAsync(token);
            if (parsed.GetValue(json)) recorded.WriteJson(Console.Out);
            else TrajectoryView.Write(recorded.Table);
            if (recorded.Divergence is not { } divergence) return ExitCode.Done;
            ErrorLine.Write(divergence);
            return ExitCode.RunFailed;
        });
        return command;
    }

    private static Option<string?> Option(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };

    private static void RequireOne(string? first, string? second, string accepted)
    {
        if (first is null == second is null)
            throw new SpecificationException("simulate", first is null ? "neither" : "both", accepted);
    }

    private static EnvironmentSet OfMdp(string mdp, string[] overrides, string? variant)
    {
        string? misplaced = overrides.Length > 0 ? "--set" : variant is not null ? "--variant" : null;
        if (misplaced is not null)
        {
            string value = CommonOptions.Shown(overrides.Length > 0 ? overrides[0] : variant!);
            throw new SpecificationException(misplaced, $"'{value}' beside --mdp", $"{misplaced} with an experiment FILE");
        }

        return MdpFile.Read(mdp);
    }

    /// <summary>The environment that all runs of an experiment share.</summary>
    private static EnvironmentTypes OfExperiment(
        ExperimentInput input, string file, string[] overrides, string? variant, FederationCatalogue catalogue)
    {
        var cache = new EnvironmentCache(catalogue);
        var experiment = input.Read(new ExperimentReader(catalogue, cache), file, overrides, variants: variant is null ? [] : [variant]);
        var environments = experiment.Runs.Select(run => cache.Get(run.Settings)).Distinct().ToArray();
        if (environments.Length == 1) return environments[0];
        throw new SpecificationException(
            CommonOptions.Shown(ExperimentInput.NameOf(file)),
            string.Create(CultureInfo.InvariantCulture, $"{environments.Length} different environments"),
            "one; choose with --variant NAME or --set KEY=VALUE");
    }

    private static int Type(string? text, EnvironmentTypes environments) =>
        CommonOptions.Integer(text, "--type", 0, environments.TypeCount - 1) ?? 0;
}
