using System.Text.Json;
using System.Xml.Linq;

namespace FedPG.Architecture.Tests.Layout;

/// <summary>The files of FedPG.Templates, which no build of this repository compiles.</summary>
public class TemplateTests
{
    private static readonly string Content = Path.Combine(Repository.Root, "src", "FedPG.Templates", "content");

    [Fact]
    public void Templates_and_samples_name_the_versions_of_this_repository()
    {
        string version = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("Version").Single().Value;
        var central = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);
        var named = Directory.GetFiles(Content, "*.csproj", SearchOption.AllDirectories)
            .SelectMany(file => XDocument.Load(file).Descendants("PackageReference"))
            .Select(package => (Name: package.Attribute("Include")!.Value, Version: package.Attribute("Version")!.Value)).ToList();
        named.Count.ShouldBeGreaterThan(6);
        foreach (var (name, found) in named)
            found.ShouldBe(name.StartsWith("FedPG", StringComparison.Ordinal) ? version : central[name], name);
        var tools = JsonElement.Parse(File.ReadAllText(Path.Combine(Content, "experiment", ".config", "dotnet-tools.json")));
        tools.GetProperty("tools").GetProperty("fedpg.cli").GetProperty("version").GetString().ShouldBe(version);
        foreach (string sample in (string[])["Extension.Sample", "Tool.Sample"])
        {
            string project = Path.Combine(Repository.Root, "samples", sample, sample + ".csproj");
            XDocument.Load(project).Descendants("FedPGVersion").Single().Value.ShouldBe(version);
        }
    }
}
