using FedPG.Environments;
using FedPG.Federation;

namespace FedPG.Cli.Tests;

/// <summary>Large environments take most of a process's memory, so that a run holds each once.</summary>
public class EnvironmentReuseTests : Workspace
{
    [Fact]
    public async Task A_run_and_its_report_build_an_environment_once()
    {
        var catalogue = FederationCatalogue.Default.WithEnvironment<CountedEnvironment>("counted");
        string file = Write("own.conf", "fedpg {\n  rounds = 2\n  environment.type = counted\n}");
        var tool = await Tool.RunAsync(catalogue, "run", file, "--out", Path("out"), "--quiet");
        tool.Code.ShouldBe(0, tool.Error);
        File.Exists(Path("out", "policies.png")).ShouldBeTrue();
        CountedEnvironment.Built.ShouldBe(1);
    }

    private sealed record CountedEnvironment : IEnvironmentDefinition
    {
        public static int Built { get; private set; }

        public EnvironmentSet Build(double? discount)
        {
            Built++;
            return new SyntheticEnvironment().Build(discount);
        }
    }
}
