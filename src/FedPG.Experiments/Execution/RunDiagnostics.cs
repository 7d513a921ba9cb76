using FedPG.Diagnostics;
using FedPG.Environments;
using FedPG.Experiments.Records;
using FedPG.Federation;
using FedPG.Policies;

namespace FedPG.Experiments.Execution;

/// <summary>The diagnostics that a run records in addition to its scores, if <c>diagnostics</c> enables them.</summary>
internal sealed class RunDiagnostics : IDisposable
{
    private readonly DiagnosticsFile _file;
    private readonly AgentLojasiewicz[] _types;
    private readonly SoftmaxPolicy _policy;

    private RunDiagnostics(DiagnosticsFile file, AgentLojasiewicz[] types, SoftmaxPolicy policy) =>
        (_file, _types, _policy) = (file, types, policy);

    /// <summary>Starts the record; null if diagnostics are off.</summary>
    /// <param name="run">The run.</param>
    /// <param name="open">Opens the file.</param>
    public static RunDiagnostics? Start(PlannedRun run, Func<DiagnosticsFile> open)
    {
        if (!run.Run.Settings.Diagnostics.Lojasiewicz) return null;
        var environments = run.Federation.PhasedEnvironments;
        double temperature = run.Federation.Entropy.Temperature;
        return new RunDiagnostics(
            open(),
            [
                .. environments.Types.Select(type => new AgentLojasiewicz(
                    type, environments.Discount, environments.ScoredFrom(type), temperature)),
            ],
            (SoftmaxPolicy)run.Algorithm.CreatePolicy());
    }

    /// <summary>Refuses diagnostics for an algorithm that has none.</summary>
    public static void Check(PlannedRun run)
    {
        bool isFinite = run.Federation.Environments is EnvironmentSet;
        if (!run.Run.Settings.Diagnostics.Lojasiewicz) return;
        if (run.Federation.Environments.Discount == 1)
        {
            throw new SpecificationException(
                $"run '{run.Run.Run}': fedpg.diagnostics.lojasiewicz", "true with a discount of 1", "false, or a discount below 1");
        }

        if (isFinite && run.Algorithm.Policies == 1 && run.Algorithm.CreatePolicy() is SoftmaxPolicy) return;
        throw new SpecificationException(
            $"run '{run.Run.Run}': fedpg.diagnostics.lojasiewicz", $"true with {run.Algorithm.Name}",
            "false, or an algorithm with one softmax policy: s-fedpg, rs-fedpg or centralized");
    }

    /// <summary>Appends one row per type.</summary>
    public void Append(RoundReport report)
    {
        _policy.SetParameters(report.Parameters.AsSpan());
        for (int type = 0; type < _types.Length; type++)
        {
            _file.Append(new DiagnosticsRow(report.Round, type, _types[type].Plain(_policy), _types[type].Regularized(_policy)));
        }
    }

    /// <summary>Hands the buffered rows to the operating system.</summary>
    public void Flush() => _file.Flush();

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
