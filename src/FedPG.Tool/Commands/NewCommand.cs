using System.CommandLine;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Files;
using FedPG.Experiments.Text;
using FedPG.Tool.Output;
using FedPG.Tool.Templates;

namespace FedPG.Tool.Commands;

/// <summary><c>fedpg new [NAME] [--from TEMPLATE]</c>: an experiment file to begin with.</summary>
internal static class NewCommand
{
    private const string Default = "quickstart";

    public static Command Create()
    {
        var name = new Argument<string?>("NAME")
        {
            Description = "The experiment's name: NAME.conf is written to this folder (default: a list of all templates).",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var from = new Option<string?>("--from")
        {
            Description = $"The template (default: {Default}).",
            HelpName = "TEMPLATE",
            CompletionSources = { ExperimentTemplate.All.Select(template => template.Name).ToArray() },
        };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace files of these names." };
        var command = new Command("new", "Write a new experiment file, a copy of one that the tool has.") { name, from, overwrite };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(name) is { } given)
                Write(Named(given), Template(parsed.GetValue(from) ?? Default), parsed.GetValue(overwrite));
            else List();
            return ExitCode.Done;
        });
        return command;
    }

    private static string Named(string name)
    {
        const string ending = ".conf";
        if (name.EndsWith(ending, StringComparison.Ordinal)) name = name[..^ending.Length];
        var rule = new FolderNameAttribute();
        return rule.IsValid(name) ? name : throw new SpecificationException("NAME", $"'{CommonOptions.Shown(name)}'", rule.Accepted);
    }

    private static ExperimentTemplate Template(string name)
    {
        var found = ExperimentTemplate.All.FirstOrDefault(template => template.Name == name);
        if (found is not null) return found;
        string? nearest = NearestName.To(name, ExperimentTemplate.All.Select(template => template.Name));
        throw new SpecificationException(
            "--from",
            $"'{CommonOptions.Shown(name)}'",
            $"a template; the nearest one is {nearest}, and '{CommandName.Current} new' lists all");
    }

    /// <summary>Nothing is written if a file would replace another one with other contents.</summary>
    private static void Write(string name, ExperimentTemplate template, bool mayReplace)
    {
        var experiment = NewExperiment.From(template, name);
        foreach (var (file, text) in experiment.Files)
        {
            OutputPath.Checked(file, "NAME");
            if (!mayReplace && File.Exists(file) && File.ReadAllText(file) != text)
                throw new SpecificationException(file, "a file of this name", "another NAME, or --overwrite");
        }

        foreach (var (file, text) in experiment.Files) AtomicFile.WriteText(file, text);
        string written = string.Join(" and ", experiment.Files.Select(entry => entry.Name));
        string first = experiment.Files[0].Name;
        string path = first.Contains(' ', StringComparison.Ordinal) ? $"'{first}'" : first;
        Console.Out.WriteLine($"written: {written}; run it with: {CommandName.Current} run {path}");
    }

    private static void List()
    {
        int width = ExperimentTemplate.All.Max(template => template.Name.Length);
        foreach (var template in ExperimentTemplate.All) Console.Out.WriteLine($"{template.Name.PadRight(width)}  {template.Summary}");
    }
}
