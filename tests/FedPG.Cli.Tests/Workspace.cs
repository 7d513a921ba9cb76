namespace FedPG.Cli.Tests;

/// <summary>A temporary folder with the files of a test.</summary>
public abstract class Workspace : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fedpg-cli-");

    /// <summary>A small experiment: quick to run, every algorithm can have it.</summary>
    protected const string SmallExperiment = """
        fedpg {
          name = small
          rounds = 6
          agents = 5
          environment {
            type = synthetic
          }
          local {
            horizon = 5
            batch = 4
          }
          runtime {
            edge-size = 2
          }
        }
        """;

    /// <summary>Two variants that set one key each for themselves, on a grid.</summary>
    protected const string TwoVariants = """
        fedpg {
          name = two
          rounds = 4
          environment.type = synthetic
          local.horizon = 5
          variants {
            a {
              algorithm = s-fedpg
              sweep { "local.batch" = [2, 4] }
            }
            b {
              algorithm = fedq
              sweep { "local.batch" = [2, 4] }
            }
          }
          sweep { "local.steps" = [1, 2] }
        }
        """;

    protected static string Oracles { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "Data", "oracles");

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    protected string Path(params string[] parts) => System.IO.Path.Combine([_folder.FullName, .. parts]);

    protected string Write(string name, string text)
    {
        File.WriteAllText(Path(name), text);
        return Path(name);
    }

    protected string Small() => Write("small.conf", SmallExperiment);
}
