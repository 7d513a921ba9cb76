using System.Text;
using CsCheck;
using FedPG.Environments;
using FedPG.Experiments.Files;
using FedPG.Experiments.Numpy;
using FedPG.Experiments.Tests.Configuration;
using FedPG.Formats;

namespace FedPG.Experiments.Tests.Formats;

public class ExportTests
{
    private static readonly Gen<EnvironmentSet> Sets = Gen.Select(Gen.Int[1, 5], Gen.Int[2, 4], Gen.Int[1, 3], Gen.Long).Select(
        (states, actions, types, seed) => Random(states, actions, types, seed));

    [Theory]
    [InlineData("x.mdp.json")]
    [InlineData("x.npz")]
    public void Formats_that_hold_everything_give_back_the_same_bits(string name) => Sets.Sample(
        set =>
        {
            var back = Again(set, name, new MdpOptions());
            back.Discount.ShouldBe(set.Discount);
            back.Notices.ShouldBeEmpty();
            back.TypeNames.ShouldBe(set.TypeNames);
            back.StateNames.ShouldBe(set.StateNames);
            back.ActionNames.ShouldBe(set.ActionNames);
            back.InitialDistribution.ShouldBe(set.InitialDistribution);
            back.EvaluationDistribution.ShouldBe(set.EvaluationDistribution);
            for (int type = 0; type < set.TypeCount; type++)
            {
                back.Types[type].Transitions.ToArray().ShouldBe(set.Types[type].Transitions.ToArray());
                back.Types[type].Rewards.ToArray().ShouldBe(set.Types[type].Rewards.ToArray());
            }
        },
        iter: 50);

    [Theory]
    [InlineData("x.tra")]
    [InlineData("x.pexp")]
    [InlineData("x.drn")]
    [InlineData("x.MDP")]
    [InlineData("x.POMDP")]
    [InlineData("x.gym.json")]
    public void Formats_of_one_type_give_back_the_same_process(string name) => Sets.Where(set => set.TypeCount == 1).Sample(
        set =>
        {
            var holds = ExperimentCatalogue.Default.Formats.First(format => format.Endings.Any(name.EndsWith)).Holds!.Value;
            var back = Again(set, name, new MdpOptions { Discount = holds.HasFlag(MdpContents.Discount) ? null : set.Discount });
            back.Discount.ShouldBe(set.Discount);
            if (holds.HasFlag(MdpContents.ActionNames)) back.ActionNames.ShouldBe(set.ActionNames);
            if (holds.HasFlag(MdpContents.Start)) back.InitialDistribution.ShouldBe(set.InitialDistribution);
            back.Types[0].Transitions.ToArray().ShouldBe(set.Types[0].Transitions.ToArray());
            for (int i = 0; i < set.Types[0].Rewards.Length; i++)
                back.Types[0].Rewards[i].ShouldBe(set.Types[0].Rewards[i], 1e-14);
        },
        iter: 50);

    [Fact]
    public void An_absorbing_state_ends_episodes_of_Gymnasium_and_comes_back_as_itself()
    {
        var process = new MarkovDecisionProcess("p", 2, 2, [0.5, 0.5, 1, 0, 0, 1, 0, 1], [1, 2, 0, 0]);
        var set = new EnvironmentSet(0.9, [1, 0], [process]);
        var export = MdpExport.Of(set, "x.gym.json", ExperimentCatalogue.Default.Formats);
        using var content = new MemoryStream();
        export.Files.Single().Write(content);
        Encoding.UTF8.GetString(content.ToArray()).ShouldBe(
            """{"format":"gymnasium-P/1","initial":[1,0],"P":[[[[0.5,0,1,false],[0.5,1,1,true]],[[1,0,2,false]]],"""
            + "[[[1,1,0,true]],[[1,1,0,true]]]]}");
        Again(set, "x.gym.json", new MdpOptions { Discount = 0.9 }).Types[0].HasSameDynamics(process).ShouldBeTrue();
    }

    [Fact]
    public void Names_become_words_that_differ_in_files_of_Cassandra()
    {
        var set = new EnvironmentSet(
            0.9, [1, 0, 0], [new MarkovDecisionProcess("p", 3, 2, [1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0], new double[6])])
        {
            StateNames = ["(0, 1)", "left door", "left_door"],
            ActionNames = ["go", "start"],
        };
        var back = Again(set, "x.POMDP", new MdpOptions());
        back.StateNames.ShouldBe(["s0", "s1", "s2"]);
        back.ActionNames.ShouldBe(["go", "a1"]);
        back.Types[0].HasSameDynamics(set.Types[0]).ShouldBeTrue();
    }

    [Fact]
    public void A_format_of_one_type_makes_a_file_for_each_and_says_what_is_lost()
    {
        var export = MdpExport.Of(Random(2, 2, 2, 7), "out/pair.drn", ExperimentCatalogue.Default.Formats);
        export.Paths.ShouldBe([Path.Combine("out", "pair-0.drn"), Path.Combine("out", "pair-1.drn")]);
        export.Notes.ShouldBe(
        [
            "Storm DRN has no place for the discount, 0.9",
            "Storm DRN has no place for the probabilities of the first states: all that are possible are marked as such",
            "Storm DRN has no place for the distribution for evaluation", "Storm DRN has no place for names of states",
        ]);
    }

    [Fact]
    public void Gymnasium_has_terminal_states_but_no_names()
    {
        var set = new EnvironmentSet(0.9, [1, 0], [new MarkovDecisionProcess("p", 2, 2, [0, 1, 0, 1, 0, 1, 0, 1], [1, 2, 0, 0])])
        {
            ActionSets = ActionSets.Of([2, 1], 2),
            TerminalStates = [1],
            StateNames = ["here", "end"],
            ActionNames = ["go", "run"],
        };
        MdpExport.Of(set, "x.gym.json", ExperimentCatalogue.Default.Formats).Notes.ShouldBe(
        [
            "gymnasium-P/1 has no place for the discount, 0.9", "gymnasium-P/1 has no place for names of states",
            "gymnasium-P/1 has no place for names of actions",
        ]);
    }

    [Fact]
    public void A_file_that_exists_is_not_replaced_unasked()
    {
        using var folder = new Folder();
        string path = folder.Write("x.npz", "mine");
        var export = MdpExport.Of(Random(2, 2, 1, 7), path, ExperimentCatalogue.Default.Formats);
        Refusal.ShouldGive(
            () =>
            {
                export.Write(overwrite: false);
                return 0;
            },
            ["x.npz: found a file that exists; accepted: a new file, or --overwrite"]);
        File.ReadAllText(path).ShouldBe("mine");
        export.Write(overwrite: true);
        File.ReadAllBytes(path).AsSpan(0, 2).ToArray().ShouldBe("PK"u8.ToArray());
    }

    [Theory]
    [InlineData("x.txt", "x.txt: found an ending that no format has that is written")]
    [InlineData(".npz", ".npz: found an ending without a name")]
    [InlineData("x.npy", "x.npy: found the ending .npy, of a single array; accepted: .npz")]
    public void An_ending_that_is_not_written_is_refused(string path, string message) =>
        Refusal.ShouldGive(() => MdpExport.Of(Random(2, 2, 1, 7), path, ExperimentCatalogue.Default.Formats), [message]);

    [Fact]
    public void With_as_many_actions_as_states_the_axes_of_an_array_have_to_be_said()
    {
        var kernel = NumpyArray.OfNumbers([1, 0, 0.5, 0.5, 0, 1, 0.25, 0.75], 2, 2, 2);
        byte[] content = NumpyArchive.Write([("P", kernel), ("R", NumpyArray.OfNumbers(new double[4], 2, 2))]);
        Refusal.ShouldGive(
            () => Imported.Bytes("x.npz", content, new() { Discount = 0.9 }),
            ["x.npz: P: found the shape (2, 2, 2); accepted: axes = ass"]);
        double[] Row(string axes) =>
            Imported.Bytes("x.npz", content, new() { Discount = 0.9, Axes = axes }).Types[0].TransitionRow(0, 1).ToArray();
        Row("ass").ShouldBe([0, 1]);
        Row("sas").ShouldBe([0.5, 0.5]);
    }

    [Theory]
    [InlineData(new[] { 2, 3 }, "R: found the shape (2, 3); accepted: (3, 2), (2, 3, 3) or (3,)")]
    [InlineData(new[] { 6 }, "R: found the shape (6,)")]
    public void Rewards_of_another_shape_are_refused(int[] shape, string message)
    {
        double[] kernel = [1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0];
        byte[] content = NumpyArchive.Write(
            [("P", NumpyArray.OfNumbers(kernel, 2, 3, 3)), ("R", NumpyArray.OfNumbers(new double[6], [.. shape]))]);
        Refusal.ShouldGive(() => Imported.Bytes("x.npz", content, new() { Discount = 0.9 }), [message]);
    }

    [Fact]
    public void Arrays_in_files_of_their_own_belong_together()
    {
        using var folder = new Folder();
        string path = Path.Combine(folder.Path, "P.npy");
        File.WriteAllBytes(path, NumpyFile.Write(NumpyArray.OfNumbers([1, 0, 0, 1, 0, 1, 0, 1], 2, 2, 2)));
        File.WriteAllBytes(Path.Combine(folder.Path, "R.npy"), NumpyFile.Write(NumpyArray.OfNumbers([3, 4], 2)));
        var set = Imported.Read([path], new() { Discount = 0.9, Axes = "ass" });
        set.Types[0].Rewards.ToArray().ShouldBe([3, 3, 4, 4]);
        set.Types[0].TransitionRow(0, 1).ToArray().ShouldBe([0, 1]);
    }

    private static EnvironmentSet Again(EnvironmentSet set, string name, MdpOptions options)
    {
        using var folder = new Folder();
        var export = MdpExport.Of(set, Path.Combine(folder.Path, name), ExperimentCatalogue.Default.Formats);
        export.Write(overwrite: false);
        return Imported.Read([export.Paths.First()], options);
    }

    private static EnvironmentSet Random(int states, int actions, int types, long seed)
    {
        var random = new System.Random((int)seed);
        double[] Row(int length)
        {
            double[] row = [.. Enumerable.Range(0, length).Select(_ => random.Next(3) * random.NextDouble())];
            row[0] += 0.1;
            double sum = row.Sum();
            return [.. row.Select(entry => entry / sum)];
        }

        return new EnvironmentSet(
            0.9, Row(states),
            [
                .. Enumerable.Range(0, types).Select(type => new MarkovDecisionProcess(
                    $"type é{type}", states, actions,
                    [.. Enumerable.Range(0, states * actions).SelectMany(_ => Row(states))],
                    [.. Enumerable.Range(0, states * actions).Select(_ => random.Next(2) * (random.NextDouble() - 0.5))])),
            ],
            Row(states))
        {
            TypeNames = [.. Enumerable.Range(0, types).Select(type => $"type é{type}")],
            StateNames = [.. Enumerable.Range(0, states).Select(state => $"state \"{state}\"")],
            ActionNames = [.. Enumerable.Range(0, actions).Select(action => $"act{action}")],
        };
    }
}
