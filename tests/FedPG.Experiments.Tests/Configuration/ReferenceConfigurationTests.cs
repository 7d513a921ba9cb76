using FedPG.Experiments.Configuration;
using FedPG.Experiments.Configuration.Binding;
using FedPG.Experiments.Configuration.Hocon;
using FedPG.Experiments.Specification;
using FedPG.Federation;
using FedPG.Options;

namespace FedPG.Experiments.Tests.Configuration;

public class ReferenceConfigurationTests
{
    private static ConfigSection Settings => ReferenceConfiguration.Section.Without(ExperimentHeader.Keys);

    [Fact]
    public void Every_key_of_the_reference_is_a_property_and_every_property_has_a_key()
    {
        var written = Overrides.Leaves(Settings, []).Select(leaf => string.Join('.', leaf.Keys));
        written.ShouldBe(OptionKey.Paths(typeof(RunSettings), Worlds.Catalogue));
        ReferenceConfiguration.Section.Entries.Select(entry => entry.Key)
            .Where(ExperimentHeader.Keys.Contains)
            .ShouldBe(ExperimentHeader.Keys);
    }

    [Fact]
    public void The_defaults_of_the_reference_are_those_of_the_records()
    {
        var binder = new OptionsBinder(Worlds.Catalogue);
        var bound = binder.Bind<RunSettings>(Settings);
        var defaults = new RunSettings
        {
            Environment = bound.Environment,
            Extensions = Defaults(ExtensionKind.Algorithm),
            Server = new ServerOptions { Extensions = Defaults(ExtensionKind.Aggregator) },
            Faults = new FaultOptions
            {
                Extensions = Defaults(ExtensionKind.Fault),
                Byzantine = new ByzantineOptions { Extensions = Defaults(ExtensionKind.Attack) },
            },
        };
        OptionsTree.Canonical(bound, Worlds.Catalogue).ShouldBe(OptionsTree.Canonical(defaults, Worlds.Catalogue));
        var header = binder.Bind<ExperimentHeader>(
            ReferenceConfiguration.Section.Without(Settings.Entries.Select(e => e.Key).Append("variants").Append("sweep").ToArray()));
        header.Name.ShouldBe(new ExperimentHeader().Name);
        header.Seeds.ShouldBe(new ExperimentHeader().Seeds);
    }

    [Fact]
    public void The_reference_names_every_environment_and_its_keys_with_their_defaults()
    {
        string[] rows = ReferenceConfiguration.Text.Replace($"\n  #{new string(' ', 25)}", " ", StringComparison.Ordinal).Split('\n');
        foreach (var (name, type) in FederationCatalogue.Default.Environments)
        {
            string line = rows.Single(row => row.StartsWith($"  #   {name} ", StringComparison.Ordinal));
            object defaults = Activator.CreateInstance(type)!;
            foreach (var key in OptionKey.Of(type, Worlds.Catalogue))
            {
                string value = OptionValue.Format(key.Property.GetValue(defaults));
                bool isPerType = key.Property.IsDefined(typeof(PerTypeAttribute), inherit: true);
                line.ShouldContain(isPerType ? $"{key.Name}* {value.Trim('[', ']')}" : $"{key.Name} {value}");
            }
        }
    }

    private static ExtensionOptions Defaults(ExtensionKind kind) => ExtensionOptions.Of(
        Worlds.Catalogue.Sections.Where(section => section.Kind == kind).Select(section => Activator.CreateInstance(section.Options)!));
}
