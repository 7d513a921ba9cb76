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
            Description = "The experiment's name, and that of its file NAME.conf (default: a list of all templates).",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var from = new Option<string?>("--from")
        {
            Description = $"The template (default: {Default}).",
            HelpName = "TEMPLATE",
            CompletionSources = { ExperimentTemplate.All.Select(template => template.Name).ToArray() },
        };
        var folder = new Option<string>("--out")
        {
            Description = "The folder of the file (default: this one).",
            HelpName = "DIR",
            DefaultValueFactory = _ => ".",
        };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace files of these names." };
        var command = new Command("new", "Write a new experiment file, a copy of one that the tool has.") { name, from, folder, overwrite };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(name) is { } given)
            {
                var experiment = NewExperiment.From(Template(parsed.GetValue(from) ?? Default), Named(given));
                Write(experiment, parsed.GetValue(folder)!, parsed.GetValue(overwrite));
            }
            else
            {
                List();
            }

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
    private static void Write(NewExperiment experiment, string folder, bool mayReplace)
    {
        if (!Directory.Exists(folder))
            throw new SpecificationException("--out", $"'{CommonOptions.Shown(folder)}'", "a folder that exists");
        var files = experiment.Files
            .Select(file => (Path: folder == "." ? file.Name : Path.Combine(folder, file.Name), file.Text)).ToList();
        foreach (var (path, text) in files)
        {
            OutputPath.Checked(path, "NAME");
            if (!mayReplace && File.Exists(path) && File.ReadAllText(path) != text)
                throw new SpecificationException(CommonOptions.Shown(path), "a file of this name", "another NAME, or --overwrite");
        }

        foreach (var (path, text) in files) AtomicFile.WriteText(path, text);
        string first = files[0].Path.Contains(' ', StringComparison.Ordinal) ? $"'{files[0].Path}'" : files[0].Path;
        Console.Out.WriteLine($"written: {string.Join(" and ", files.Select(file => file.Path))}");
        Console.Out.WriteLine($"run it with: {CommandName.Current} run {first}");
    }

    private static void List()
    {
        int width = ExperimentTemplate.All.Max(template => template.Name.Length);
        foreach (var template in ExperimentTemplate.All) Console.Out.WriteLine($"{template.Name.PadRight(width)}  {template.Summary}");
    }
}
