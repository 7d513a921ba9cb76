using FedPG.Experiments.Configuration;
using FedPG.Experiments.Presentation.Wording;
using FedPG.Experiments.Tests.Configuration;

namespace FedPG.Experiments.Tests.Presentation;

public class SettingsTextTests
{
    [Fact]
    public void Settings_that_differ_from_the_defaults_are_named_in_sections_of_any_depth()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("run.conf", "fedpg { environment { type = challenging-mdp } }");
        Of([]).ShouldBe(["algorithm = s-fedpg", "environment.type = challenging-mdp"], ignoreOrder: true);
        Of(["server.krum.byzantine=2", "faults.byzantine.ipm.factor=0.5", "local.steps=7"]).ShouldBe(
        [
            "environment.type = challenging-mdp", "algorithm = s-fedpg", "local.steps = 7", "server.krum.byzantine = 2",
            "faults.byzantine.ipm.factor = 0.5",
        ], ignoreOrder: true);

        IEnumerable<string> Of(string[] overrides)
        {
            var run = new ExperimentReader(Worlds.Catalogue).Read(path, overrides).Runs.Single();
            return SettingsText.Of(run.Settings, Worlds.Catalogue).Select(setting => $"{setting.Key} = {setting.Value}");
        }
    }
}
