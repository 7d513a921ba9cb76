using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using FedPG.Environments;
using FedPG.Experiments.Files;
using FedPG.Experiments.Inspection;
using FedPG.Tool.Output;

namespace FedPG.Tool.Commands;

/// <summary><c>fedpg evaluate --mdp FILE --policy FILE</c>: exact value and gradients of a policy.</summary>
internal static class EvaluateCommand
{
    public static Command Create(CatalogueOption catalogue)
    {
        var mdp = new MdpOption();
        var policy = new Option<string>("--policy") { Description = "A policy file (fedpg-policy/1).", HelpName = "FILE", Required = true };
        var temperature = new Option<string?>("--temperature")
        {
            Description = "λ of the regularised objective (default 0).",
            HelpName = "λ",
        };
        var horizon = new Option<string?>("--horizon") { Description = "T: also print the truncated gradients.", HelpName = "T" };
        var evaluation = new Option<bool>("--evaluation-distribution")
        {
            Description = "Score under the file's evaluationDistribution instead of its initialDistribution.",
        };
        var json = CommonOptions.Json();
        var command = new Command("evaluate", "Evaluate a policy exactly: values and gradients.")
        {
            policy, temperature, horizon, evaluation, json,
        };
        mdp.AddTo(command, isRequired: true);
        command.SetAction(async (parsed, token) =>
        {
            var extended = catalogue.Of(parsed);
            var computing = Task.Run(
                () => Assess(
                    mdp.Read(mdp.Of(parsed)!, parsed, extended),
                    parsed.GetValue(policy)!,
                    CommonOptions.NonNegative(parsed.GetValue(temperature), "--temperature"),
                    CommonOptions.Integer(parsed.GetValue(horizon), "--horizon", 1, int.MaxValue),
                    parsed.GetValue(evaluation)),
                token);
            var (assessment, environments) = await computing.WaitAsync(token);
            if (parsed.GetValue(json)) Console.Out.WriteLine(JsonSerializer.Serialize(assessment, InspectionJson.Shared.PolicyAssessment));
            else Write(assessment, environments);
            return ExitCode.Done;
        });
        return command;
    }

    private static (PolicyAssessment, EnvironmentSet) Assess(
        EnvironmentSet environments, string policy, double temperature, int? horizon, bool underEvaluation)
    {
        var parameters = PolicyFile.Read(policy, environments);
        HorizonLimit.Require(horizon, (long)environments.States * parameters.Period);
        if (!underEvaluation) environments = environments.ScoredUnderStart();
        return (PolicyAssessment.Of(environments, parameters, temperature, horizon), environments);
    }

    private static void Write(PolicyAssessment assessment, EnvironmentSet environments)
    {
        Console.Out.WriteLine($"objective              {Text(assessment.Objective)}");
        for (int type = 0; type < assessment.PerEnvironment.Length; type++)
        {
            Console.Out.WriteLine($"  {"in " + environments.NameOfType(type),-20} {Text(assessment.PerEnvironment[type])}");
        }

        Console.Out.WriteLine($"regularised objective  {Text(assessment.RegularizedObjective)}");
        foreach (string notice in assessment.Notices) Console.Out.WriteLine($"note: {notice}");
        Console.Out.WriteLine("policy (one row per state; gradients with --json)");
        WritePolicy(assessment, environments);
    }

    /// <summary>The probabilities; with names of states and actions, if there are any.</summary>
    private static void WritePolicy(PolicyAssessment assessment, EnvironmentSet environments)
    {
        const int least = 6, most = 30;
        int width = environments.ActionNames.Select(name => name.Length).Append(least).Max();
        int margin = environments.StateNames.Select(name => Math.Min(name.Length, most) + 2).DefaultIfEmpty().Max();
        if (!environments.ActionNames.IsEmpty)
            Console.Out.WriteLine(Row("", environments.ActionNames.Select(name => name.PadLeft(width))));
        int state = 0;
        foreach (var row in assessment.Policy)
        {
            string name = environments.StateNames.IsEmpty ? "" : environments.StateNames[state++ % environments.States];
            Console.Out.WriteLine(Row(name.Length > most ? $"{name[..(most - 1)]}…" : name, row!.AsArray().Select(p =>
                p!.GetValue<double>().ToString("0.0000", CultureInfo.InvariantCulture).PadLeft(width))));
        }

        string Row(string name, IEnumerable<string> cells) => $"  {name.PadRight(margin)}{string.Join("  ", cells)}";
    }

    private static string Text(double value) => AnswerNumber.Of(value);
}
