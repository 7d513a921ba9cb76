using FedPG.Control.Environments;
using FedPG.Experiments.Configuration.Binding;
using FedPG.Experiments.Configuration.Hocon;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Experiments.Tests.Configuration;

/// <summary>Settings that are one number for all types, or a list with one number per type.</summary>
public class PerTypeTests
{
    [Fact]
    public void A_number_stands_for_a_list_of_one()
    {
        var pendulum = Read<PendulumEnvironment>("length = 1.5\nmass = [1, 2]");
        pendulum.Length.ShouldBe([1.5]);
        pendulum.Mass.ShouldBe([1, 2]);
        pendulum.Gravity.ShouldBe([10]);
        Read<ProductServoEnvironment>("reversed = true").Reversed.ShouldBe([true]);
    }

    [Fact]
    public void Numbered_constants_have_a_hyphen_before_the_number()
    {
        var acrobot = Read<AcrobotEnvironment>("length-1 = 2\nmass-2 = [1, 3]");
        acrobot.Length1.ShouldBe([2]);
        acrobot.Mass2.ShouldBe([1, 3]);
    }

    [Theory]
    [InlineData("mass = [1, 0]")]
    [InlineData("mass = []")]
    [InlineData("mass = -1")]
    public void Values_that_are_not_accepted_are_refused_with_what_is(string text) =>
        Should.Throw<SpecificationException>(() => Read<PendulumEnvironment>(text))
            .Message.ShouldContain("a finite number above 0, or a list with one for each type");

    [Fact]
    public void A_word_that_is_not_true_or_false_is_refused_with_what_is() =>
        Should.Throw<SpecificationException>(() => Read<ProductServoEnvironment>("reversed = maybe"))
            .Message.ShouldContain("true or false, or a list with one for each type");

    [Fact]
    public void Other_lists_need_brackets() =>
        Should.Throw<SpecificationException>(() => Read<StragglerOptions>("slowness = 2")).Message.ShouldContain("accepted: a list");

    private static T Read<T>(string text) =>
        new OptionsBinder(FederationCatalogue.Default).Bind<T>(HoconReader.Read(text, "test.conf"));
}
