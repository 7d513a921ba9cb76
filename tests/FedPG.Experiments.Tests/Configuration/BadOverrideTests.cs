using FedPG.Experiments.Configuration;
using static FedPG.Experiments.Tests.Configuration.Refusal;

namespace FedPG.Experiments.Tests.Configuration;

public class BadOverrideTests
{
    public static TheoryData<string[], string[]> Settings => new()
    {
        { ["rounds=0"], ["--set rounds=0: fedpg.rounds: found 0; accepted: an integer of at least 1"] },
        { ["fedpg.rounds=abc"], ["--set fedpg.rounds=abc: fedpg.rounds: found abc;"] },
        { ["local.stpes=3"], ["--set local.stpes=3: fedpg.local.stpes: unknown key; the nearest known one is fedpg.local.steps"] },
        { ["rounds=1", "fedpg.rounds=2"], ["--set: found rounds twice"] },
        { ["rounds"], ["--set rounds: found no '='; accepted: KEY=VALUE"] },
        { [""], ["--set", "no '='"] },
        { ["rounds="], ["--set rounds=: found no value"] },
        { ["=3"], ["--set =3: found no key"] },
        { ["lo cal=3"], ["--set lo cal=3: found 'lo cal'"] },
        { ["seeds=[1"], ["--set seeds=[1: line 1: found a '[' that is never closed"] },
        { ["seeds=[]"], ["fedpg.seeds: found an empty list"] },
        { ["rounds=1\nagents=2"], ["more than one line"] },
        { ["local=3"], ["fedpg.local: found 3;", "a section"] },
        { ["local.steps=3", "sweep.local.steps=[1,2]"], ["--set local.steps=3: fedpg.local.steps: found a setting that is swept"] },
        { ["environment.type=nowhere"], ["fedpg.environment.type: found nowhere;"] },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_bad_override_gives_one_clear_line(string[] set, string[] parts)
    {
        using var folder = new Folder();
        ShouldGive(() => folder.Read("fedpg { environment.type = plain }", set), parts);
    }

    [Fact]
    public void Bad_seeds_of_the_command_line_give_one_clear_line()
    {
        using var folder = new Folder();
        string path = folder.Write("x.conf", "fedpg {}");
        var reader = new ExperimentReader(Worlds.Catalogue);
        ShouldGive(() => reader.Read(path, [], [1, 1]), ["--seeds: fedpg.seeds: found [1, 1];"]);
        ShouldGive(() => reader.Read(path, [], []), ["--seeds: fedpg.seeds: found an empty list;"]);
    }

    [Fact]
    public void Too_many_runs_give_one_clear_line()
    {
        using var folder = new Folder();
        string axes = string.Concat("local.steps local.batch local.horizon rounds agents".Split(' ')
            .Select(key => $"    {key} = [{string.Join(", ", Enumerable.Range(2, 50))}]\n"));
        ShouldGive(
            () => folder.Read($"fedpg {{\n  sweep {{\n{axes}  }}\n}}"),
            ["x.conf: fedpg: found 312500000 settings (variants × points of the sweep); accepted: at most 2000"]);
    }
}
