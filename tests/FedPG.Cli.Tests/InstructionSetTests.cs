using System.Diagnostics;

namespace FedPG.Cli.Tests;

/// <summary>The vector width, or the absence of vectors, does not change a byte.</summary>
public class InstructionSetTests : Workspace
{
    /// <summary>
    /// Small enough for lanes (4 actions, 3 of them no power of two), larger, with a period, with many actions, with trees of bits that
    /// are walked, and worlds stored as lists of successors; then the environments with continuous states, with all families of policies.
    /// </summary>
    private const string Experiment = """
        fedpg {
          name = widths
          rounds = 4
          agents = 4
          entropy {
            threshold = 0.01
          }
          local {
            batch = 19
          }
          evaluation {
            episodes = 3
            references = false
          }
          variants {
            lanes { environment.type = synthetic }
            lanes-bits {
              environment { type = synthetic, states = 6 }
              algorithm = b-rs-fedpg
            }
            odd-bits {
              environment { type = synthetic, actions = 3 }
              algorithm = b-rs-fedpg
            }
            natural {
              environment { type = synthetic, states = 6 }
              algorithm = fednpg
            }
            projected {
              environment { type = synthetic, actions = 20 }
              algorithm = proj-pavg
            }
            averaged-values {
              environment { type = synthetic, states = 9 }
              algorithm = qavg
            }
            tsallis {
              environment { type = synthetic, actions = 9 }
              policy { family = tsallis }
            }
            critic {
              environment { type = synthetic, actions = 20 }
              local { estimator = exact-critic }
            }
            regularised {
              environment { type = synthetic }
              algorithm = rs-fedpg
            }
            period {
              policy { period = 2 }
            }
            large {
              environment { type = synthetic, states = 70, actions = 20 }
              algorithm = rs-fedpg
              entropy { threshold = safe }
            }
            many-bits {
              environment { type = synthetic, actions = 1000 }
              algorithm = b-rs-fedpg
              entropy { threshold = safe }
            }
            slow {
              faults { straggler { speed-spread = 1, delay-probability = 0.3 } }
              server { quorum = 0.5 }
            }
            sparse {
              environment { type = garnet, states = 520 }
            }
            sparse-bits {
              environment { type = garnet, states = 520, actions = 6 }
              algorithm = b-rs-fedpg
            }
            sparse-exact {
              environment { type = garnet, states = 520 }
              local { estimator = expected }
            }
            sparse-episodes {
              environment { type = file, path = way.mdp.json }
              algorithm = rs-fedpg
            }
            drawn {
              environment { type = lqr, types = 2 }
              policy { family = gaussian }
            }
            chain {
              environment { type = chain-lqr, dimensions = 3 }
              algorithm = b-rs-fedpg
              policy { dimensions = autoregressive }
            }
            bang {
              environment { type = bang-bang-lqr }
              algorithm = b-rs-fedpg
              policy { bits = 1, features = polynomial }
            }
            servo {
              environment { type = product-servo, dimensions = 3 }
              policy { features = one-hot }
            }
            bandit {
              environment { type = bit-bandit }
              policy { family = flat, decoding = gray }
            }
            pole {
              environment { type = cart-pole }
              algorithm = b-rs-fedpg
              policy { bits = 1, floor = 0.1 }
              local { baseline = mean }
            }
            pendulum {
              environment { type = pendulum }
              policy { family = gaussian, features = mlp, mlp.hidden = [5] }
            }
            car {
              environment { type = mountain-car-continuous }
              algorithm = rs-fedpg
              policy { features = fourier, decoding = midpoints }
            }
            acrobot {
              environment { type = acrobot }
              policy { family = ordinal, features = tiles, tiles.tilings = 1, tiles.tiles = 2 }
            }
            swimmer {
              environment { type = swimmer }
              algorithm = b-rs-fedpg
              local { baseline = linear }
            }
          }
        }
        """;

    [Fact]
    public async Task Rounds_have_the_same_bytes_with_narrow_vectors_and_with_none()
    {
        Write("way.mdp.json", LongWay.Text());
        string file = Write("widths.conf", Experiment.Replace(", ", "\n", StringComparison.Ordinal));
        var widest = await RunAsync(file, "DOTNET_EnableHWIntrinsic", "1");
        widest.Count.ShouldBe(27);
        (await RunAsync(file, "DOTNET_EnableAVX512", "0")).ShouldBe(widest);
        (await RunAsync(file, "DOTNET_EnableHWIntrinsic", "0")).ShouldBe(widest);
    }

    private async Task<SortedDictionary<string, string>> RunAsync(string file, string variable, string value)
    {
        string folder = Path($"{variable}-{value}");
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { [variable] = value },
        };
        string tool = System.IO.Path.Combine(AppContext.BaseDirectory, "FedPG.Cli.dll");
        foreach (string argument in (string[])[tool, "run", file, "--out", folder, "--json", "--quiet"])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        string error = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, error);
        string[] runs = [.. Directory.GetDirectories(folder).Where(run => File.Exists(System.IO.Path.Combine(run, "rounds.csv")))];
        return new(runs.ToDictionary(
            run => System.IO.Path.GetFileName(run), run => File.ReadAllText(System.IO.Path.Combine(run, "rounds.csv"))));
    }
}
