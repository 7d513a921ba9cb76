using FedPG.Experiments.Configuration;
using FedPG.Experiments.Execution;
using FedPG.Experiments.Specification;

namespace FedPG.Experiments.Tests.Execution;

public sealed class ConcurrentMemoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Concurrent_runs_need_the_memory_of_all_of_them()
    {
        int agents = (int)Math.Min(int.MaxValue, 0.3 * MachineMemory.Available / 1100);
        RunMemory.Require(Read(agents, parallel: 1));
        RunMemory.Require(Read(agents, parallel: 3));
        Should.Throw<SpecificationException>(() => RunMemory.Require(Read(agents, parallel: 4)))
            .Message.ShouldStartWith($"fedpg.agents: found {agents} in 4 concurrent runs, about ");
        RunMemory.Require(Read(agents, parallel: 8, seeds: "[0, 1]"));
    }

    [Fact]
    public void Agents_take_memory_in_the_schedule_of_faults_too()
    {
        int agents = (int)Math.Min(int.MaxValue, 0.95 * MachineMemory.Available / 1100);
        RunMemory.Require(Read(agents, parallel: 1));
        Should.Throw<SpecificationException>(() => RunMemory.Require(Read(agents, parallel: 1, more: "faults.dropout.probability = 0.1")));
    }

    private ExperimentSpecification Read(int agents, int parallel, string seeds = "[0, 1, 2, 3, 4]", string more = "")
    {
        string file = _folder.File("memory.conf");
        File.WriteAllText(
            file,
            $$"""
            fedpg {
              agents = {{agents}}
              seeds = {{seeds}}
              runtime { mode = in-process, parallel-runs = {{parallel}}, threads = 1 }
              {{more}}
            }
            """);
        return new ExperimentReader().Read(file, []);
    }
}
