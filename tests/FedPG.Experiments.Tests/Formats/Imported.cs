using System.Text;
using FedPG.Environments;
using FedPG.Experiments.Files;
using FedPG.Formats;

namespace FedPG.Experiments.Tests.Formats;

/// <summary>Files of the tests, imported with all formats; and the exact optimum of a process, by value iteration apart from the
/// product's.</summary>
internal static class Imported
{
    public static EnvironmentSet Data(string name, MdpOptions? options = null) => Read([Path.Combine("Data", "formats", name)], options);

    public static EnvironmentSet Read(IReadOnlyList<string> paths, MdpOptions? options = null) =>
        MdpFiles.Read(paths, options ?? new MdpOptions(), ExperimentCatalogue.Default.Formats);

    /// <summary>Reads texts as files of one folder, of which the first is imported.</summary>
    public static EnvironmentSet Text(MdpOptions? options, params (string Name, string Text)[] files)
    {
        using var folder = new Configuration.Folder();
        string[] paths = [.. files.Select(file => folder.Write(file.Name, file.Text))];
        return Read([paths[0]], options);
    }

    /// <summary>Reads one file of some bytes.</summary>
    public static EnvironmentSet Bytes(string name, byte[] content, MdpOptions? options = null)
    {
        using var folder = new Configuration.Folder();
        string path = Path.Combine(folder.Path, name);
        File.WriteAllBytes(path, content);
        return Read([path], options);
    }

    /// <summary>The optimal value of each state, [S].</summary>
    public static double[] Optimum(EnvironmentSet environments, int type = 0)
    {
        var process = environments.Types[type];
        double[] values = new double[process.States];
        for (double change = 1; change > 1e-13;)
        {
            double[] next = new double[values.Length];
            for (int s = 0; s < next.Length; s++)
            {
                next[s] = Enumerable.Range(0, process.Actions).Max(a =>
                {
                    double sum = 0;
                    var row = process.TransitionRow(s, a);
                    for (int i = 0; i < row.Length; i++) sum += row[i] * values[i];
                    return process.Reward(s, a) + environments.Discount * sum;
                });
            }

            change = values.Zip(next, (old, now) => Math.Abs(old - now)).Max();
            values = next;
        }

        return values;
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
