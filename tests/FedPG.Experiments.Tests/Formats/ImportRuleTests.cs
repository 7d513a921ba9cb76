using FedPG.Experiments.Files;
using FedPG.Experiments.Tests.Configuration;
using FedPG.Federation;
using FedPG.Formats;

namespace FedPG.Experiments.Tests.Formats;

public class ImportRuleTests
{
    private static readonly MdpOptions Nine = new() { Discount = 0.9 };

    [Fact]
    public void A_state_with_fewer_choices_repeats_its_last_one()
    {
        var process = Imported.Text(Nine, ("x.tra", "2 5 5\n0 0 0 1\n0 1 1 1\n0 2 1 1\n1 0 0 1\n1 1 1 1\n")).Types[0];
        process.Actions.ShouldBe(3);
        process.TransitionRow(1, 0).ToArray().ShouldBe([1, 0]);
        process.TransitionRow(1, 2).ToArray().ShouldBe(process.TransitionRow(1, 1).ToArray());
    }

    [Fact]
    public void A_state_without_a_choice_stays_where_it_is()
    {
        var set = Imported.Text(Nine, ("x.tra", "2 2 2\n0 0 1 1\n0 1 0 1\n"), ("x.srew", "2 2\n0 3\n1 7\n"));
        set.Types[0].TransitionRow(1, 1).ToArray().ShouldBe([0, 1]);
        set.Types[0].Rewards.ToArray().ShouldBe([3, 3, 0, 0]);
        set.Notices.ShouldContain("1 state has no action: the process stays there with reward 0");
    }

    [Fact]
    public void Rewards_of_states_and_of_transitions_add_up()
    {
        var set = Imported.Text(
            Nine, ("x.tra", "1 2 2\n0 0 0 1\n0 1 0 1\n"), ("x.srew", "1 1\n0 3\n"), ("x.trew", "1 2 1\n0 1 0 0.5\n"));
        set.Types[0].Rewards.ToArray().ShouldBe([3, 3.5]);
    }

    [Fact]
    public void One_choice_everywhere_is_no_decision() => Refusal.ShouldGive(
        () => Imported.Text(Nine, ("x.tra", "1 1 1\n0 0 0 1\n")),
        ["x.tra: actions: found 1 in every state; accepted: at least 2 in some state"]);

    [Fact]
    public void Without_a_discount_the_key_to_set_is_named() => Refusal.ShouldGive(
        () => Imported.Text(null, ("x.tra", "1 2 2\n0 0 0 1\n0 1 0 1\n")),
        ["x.tra: discount: found none in the file; accepted: one set by fedpg.discount, or by --discount"]);

    [Fact]
    public void A_row_off_by_more_than_one_in_ten_thousand_is_refused() => Refusal.ShouldGive(
        () => Imported.Text(Nine, ("x.tra", "1 2 2\n0 0 0 1\n0 1 0 0.999\n")),
        ["x.tra: environment 'x', state 0, action 1, transitions: found a row that sums to 0.999"]);

    [Fact]
    public void An_end_that_can_be_entered_otherwise_gets_a_state_of_its_own()
    {
        // State 1 ends the episode by action 0 and does not by action 1.
        const string Table = """{"P": [[[[1, 1, 5, true]], [[1, 1, 0, false]]], [[[1, 0, 2, false]], [[1, 0, 2, false]]]]}""";
        var set = Imported.Text(Nine, ("x.json", Table));
        (set.States, set.StateNames.Length).ShouldBe((3, 0));
        set.Types[0].TransitionRow(0, 0).ToArray().ShouldBe([0, 0, 1]);
        set.Types[0].TransitionRow(0, 1).ToArray().ShouldBe([0, 1, 0]);
        set.Types[0].TransitionRow(2, 1).ToArray().ShouldBe([0, 0, 1]);
        (set.Types[0].Reward(0, 0), set.Types[0].Reward(2, 0)).ShouldBe((5, 0));
        set.InitialDistribution.ShouldBe([0.5, 0.5, 0]);
    }

    [Fact]
    public void Several_files_are_types_of_one_federation()
    {
        using var folder = new Folder();
        string tiny = Path.Combine("Data", "formats", "tiny.json");
        string other = folder.Write("other.json", File.ReadAllText(tiny).Replace("[0.5, 0, 0, false], [0.5", "[0.75, 0, 0, false], [0.25"));
        var set = Imported.Read([tiny, other], Nine);
        set.TypeNames.ShouldBe(["tiny", "other"]);
        set.Types[1].TransitionRow(0, 0).ToArray().ShouldBe([0.75, 0.25]);
        string larger = folder.Write("larger.tra", "3 4 4\n0 0 0 1\n0 1 1 1\n1 0 2 1\n2 0 2 1\n");
        Refusal.ShouldGive(
            () => Imported.Read([tiny, larger], Nine),
            ["larger.tra: found 3 states and 2 actions; accepted: 2 states and 2 actions, as in", "tiny.json"]);
        string elsewhere = folder.Write("elsewhere.json", File.ReadAllText(tiny).Replace("[1, 0],", "[0, 1],"));
        Refusal.ShouldGive(() => Imported.Read([tiny, elsewhere], Nine), ["elsewhere.json: found another distribution of the first state"]);
    }

    [Fact]
    public void Sizes_are_checked_before_anything_is_allocated()
    {
        Refusal.ShouldGive(
            () => Imported.Text(Nine, ("x.tra", "100000000 200000000 1\n")), ["x.tra: states: found 100000000 states and 2 actions"]);
        Refusal.ShouldGive(
            () => Imported.Text(Nine, ("x.drn", "@type: MDP\n@nr_states\n2000000000\n@model\n")),
            ["x.drn: states: found 2000000000 states"]);
        Refusal.ShouldGive(
            () => Imported.Text(Nine, ("x.MDP", "states: 9000\nactions: 2\nT: *\n1 0\n")), ["x.MDP: states: found 9000 states"]);
    }

    [Theory]
    [InlineData("two.MDP", "gain", null, "reward: found 'gain', which files in the format Cassandra do not use; accepted: reward with")]
    [InlineData("tiny.json", null, "ass", "axes: found 'ass', which files in the format gymnasium-P/1 do not use")]
    [InlineData("two.pexp", null, null, "reward: found none chosen of 2; accepted: gain or effort")]
    [InlineData("two.tra", null, null, "reward: found none chosen of 2; accepted: gain or effort")]
    [InlineData("two.drn", "pain", null, "reward: found 'pain'; accepted: gain or effort")]
    public void An_option_that_does_not_fit_is_refused(string file, string? reward, string? axes, string message) => Refusal.ShouldGive(
        () => Imported.Data(file, new MdpOptions { Discount = 0.9, Reward = reward, Axes = axes }), [$"{file}: {message}"]);

    [Fact]
    public void A_format_of_a_program_is_asked_before_the_built_in_ones()
    {
        using var folder = new Folder();
        string path = folder.Write("x.tra", "anything");
        var formats = ExperimentCatalogue.With(FederationCatalogue.Default.WithFormat(new TwoStates())).Formats;
        formats.Select(format => format.Name).ShouldContain("PRISM explicit");
        MdpFiles.Read([path], Nine, formats).TypeNames.ShouldBe(["anything"]);
        Should.Throw<ArgumentException>(() => ExperimentCatalogue.Default.WithFormat(new TwoStates()).WithFormat(new TwoStates()));
    }

    private sealed class TwoStates : IMdpFormat
    {
        public string Name => "two states";

        public IReadOnlyList<string> Endings => [".tra"];

        public bool CanRead(string fileName, ReadOnlySpan<byte> content) => content.SequenceEqual("anything"u8);

        public MdpDocument Read(MdpSource source)
        {
            var table = new MdpTableBuilder("anything", 2);
            for (int choice = 0; choice < 4; choice++)
            {
                table.AddChoice(choice / 2);
                table.AddTransition(choice % 2, 1);
            }

            return new MdpDocument { Types = [table.Build()] };
        }
    }
}
