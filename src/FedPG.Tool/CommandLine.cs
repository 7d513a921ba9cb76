using System.CommandLine;
using FedPG.Actors.Cluster;
using FedPG.Actors.Protocol;
using FedPG.Federation;
using FedPG.Tool.Commands;
using FedPG.Tool.Output;

namespace FedPG.Tool;

/// <summary>The <c>fedpg</c> command line: its verbs and its error handling.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] arguments, FederationCatalogue? catalogue = null, Func<Stream>? input = null)
    {
        try
        {
            return await ExecuteAsync(arguments, catalogue, new ExperimentInput(input ?? Console.OpenStandardInput));
        }
        catch (Exception error)
        {
            return Report(UnexpectedError.Unwrapped(error));
        }
    }

    private static async Task<int> ExecuteAsync(string[] arguments, FederationCatalogue? catalogue, ExperimentInput input)
    {
        var extensible = new CatalogueOption(catalogue ?? FederationCatalogue.Default);
        var root = new RootCommand("Federated policy gradient in heterogeneous environments.")
        {
            RunCommand.Create(extensible, input),
            DescribeCommand.Create(extensible, input),
            EvaluateCommand.Create(),
            SimulateCommand.Create(extensible, input),
            ReportCommand.Create(extensible),
            WatchCommand.Create(extensible),
            NodeCommand.Create(extensible),
            SchemaCommand.Create(extensible),
            extensible.Option,
        };
        root.HelpName = CommandName.Current;
        var parsed = root.Parse(arguments);
        string? unknown = UnknownOption.In(parsed);
        if (unknown is not null || parsed.Errors.Count > 0)
        {
            string verb = CommandName.Current + (parsed.CommandResult.Command == root ? "" : $" {parsed.CommandResult.Command.Name}");

            // An unknown word is the better message: the parser's errors are its consequences.
            ErrorLine.Write($"{unknown ?? parsed.Errors[0].Message} See '{verb} --help'.");
            return ExitCode.BadInput;
        }

        using var interruption = new Interruption();
        try
        {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await interruption.EndAsync(Task.Run(() => parsed.InvokeAsync(configuration, interruption.Token)));
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
    }

    private static int Report(Exception error)
    {
        if (error is not (SpecificationException or IOException or UnauthorizedAccessException or FederationException))
            return UnexpectedError.Report(error);
        if (!ErrorLine.IsSaid(error)) ErrorLine.Write(error.Message);
        return error is SpecificationException and not ClusterNotFoundException ? ExitCode.BadInput : ExitCode.RunFailed;
    }
}
