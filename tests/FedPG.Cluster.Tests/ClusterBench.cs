using System.Globalization;
using System.Net;
using System.Net.Sockets;
using InProcess = FedPG.Cli.Tests.Tool;

namespace FedPG.Cluster.Tests;

/// <summary>A folder with an experiment, and the processes that a test starts there.</summary>
public abstract class ClusterBench : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fedpg-cluster-");
    private readonly List<ToolProcess> _processes = [];
    private readonly int _port = FreePort();

    private const int Endless = 100_000_000;

    /// <summary>Rounds of a few milliseconds on one core, with every kind of fault.</summary>
    /// <param name="rounds">The number of rounds; by default more than any test waits for: <see cref="EndAsync"/> ends the run.</param>
    /// <param name="agents">The number of agents.</param>
    /// <param name="more">Further keys.</param>
    protected static string Experiment(int rounds = Endless, int agents = 24, string more = "") => $$"""
        fedpg {
          name = cluster
          rounds = {{rounds}}
          agents = {{agents}}
          environment {
            type = synthetic
          }
          local {
            batch = 60
            horizon = 60
          }
          server {
            quorum = 0.8
            late-updates = next-round
          }
          faults {
            crash.probability = 0.05
            dropout.probability = 0.05
            straggler.speed-spread = 0.5
          }
          evaluation {
            every = 5
            references = false
          }
          checkpoint {
            every = 20
            interval = 200ms
          }
          runtime {
            edge-size = 4
            threads = 1
          }
          {{more}}
        }
        """;

    /// <summary>Akka's times are made for networks of machines; these settings detect failures sooner.</summary>
    private const string Hasty = """
        akka {
          cluster {
            gossip-interval = 100ms
            leader-actions-interval = 100ms
            unreachable-nodes-reaper-interval = 100ms
            periodic-tasks-initial-delay = 100ms
            seed-node-timeout = 300ms
            failure-detector {
              heartbeat-interval = 200ms
              acceptable-heartbeat-pause = 1200ms
            }
          }
          coordinated-shutdown.default-phase-timeout = 500ms
        }
        fedpg.actors.cluster.down-after = 500ms
        """;

    public void Dispose()
    {
        foreach (var process in _processes) process.Dispose();
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    protected string PathOf(params string[] parts) => Path.Combine([_folder.FullName, .. parts]);

    protected string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    /// <summary>The settings shared by all processes.</summary>
    protected string Config(string fedpg = "") => Write($"{Guid.NewGuid():N}.conf", $"fedpg {{\n{fedpg}\n}}\n{Hasty}");

    /// <summary>The assembly of the tool that is started.</summary>
    private protected string Assembly { get; set; } = ToolProcess.Fedpg;

    private protected ToolProcess Start(params string[] arguments) => Start(arguments, []);

    private protected ToolProcess Start(string[] arguments, params (string Name, string Value)[] environment)
    {
        var process = ToolProcess.Start(Assembly, arguments, environment);
        _processes.Add(process);
        return process;
    }

    private protected ToolProcess StartNode(string config, int? port = null) =>
        Start("node", "--config", config, "--threads", "1", "--seed-node", Address(port));

    private protected ToolProcess StartRun(string config, string file, string folder, params string[] more) =>
        StartRun(config, file, folder, _port, more);

    private protected ToolProcess StartRun(string config, string file, string folder, int port, params string[] more) => Start(
    [
        "run", file, "--config", config, "--out", PathOf(folder),
        "--set", "fedpg.runtime.mode=cluster", "--set", $"fedpg.runtime.port={port.ToString(CultureInfo.InvariantCulture)}", .. more,
    ]);

    protected string Address(int? port = null) => $"127.0.0.1:{(port ?? _port).ToString(CultureInfo.InvariantCulture)}";

    protected int Port => _port;

    /// <summary>The output of the same experiment in one process.</summary>
    protected async Task<string> ReferenceAsync(string file)
    {
        var run = await InProcess.RunAsync("run", file, "--out", PathOf("reference"), "--quiet");
        run.Code.ShouldBe(0, run.Error);
        return Rounds("reference");
    }

    /// <summary>Interrupts a run that still goes on, and compares what it has scored with as many rounds in one process.</summary>
    private protected async Task EndAsync(string file, string folder, ToolProcess run)
    {
        await run.SignalAsync("INT");
        (await run.AwaitExitAsync()).ShouldBe(130, run.Error);

        // A busy machine may abandon the process within a row.
        string[] rows = [.. Rounds(folder).Split('\n')[..^1]];
        string rounds = rows[^1].Split(',')[0];
        var reference = await InProcess.RunAsync(
            "run", file, "--out", PathOf("reference"), "--quiet", "--set", $"fedpg.rounds={rounds}", "--set", "fedpg.runtime.threads=0");
        reference.Code.ShouldBe(0, reference.Error);
        rows.ShouldBe(Rounds("reference").Split('\n')[..^1]);
    }

    /// <summary>All rounds.csv files of a folder's runs.</summary>
    protected string Rounds(string folder) => Files(folder, "rounds.csv");

    /// <summary>The text of all files of a name in the folders of runs.</summary>
    protected string Files(string folder, string name) => string.Join(
        '\n',
        Directory.GetDirectories(PathOf(folder))
            .SelectMany(run => Directory.GetFiles(run, name, SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText));

    /// <summary>Waits until more rows are on disk than before; false if the run is over.</summary>
    private protected async Task<bool> AwaitRowsAsync(string folder, int more, ToolProcess run)
    {
        using var limit = new CancellationTokenSource(ToolProcess.Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        int wanted = Saved(folder) + more;
        while (Saved(folder) < wanted)
        {
            if (run.HasExited) return false;
            await timer.WaitForNextTickAsync(limit.Token);
        }

        return true;
    }

    protected static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The number of rows that checkpoints have put on disk.</summary>
    private int Saved(string folder)
    {
        string file = PathOf(folder, "s-fedpg-seed0", "rounds.csv");
        if (!File.Exists(file)) return 0;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Count(character => character == '\n');
    }
}
