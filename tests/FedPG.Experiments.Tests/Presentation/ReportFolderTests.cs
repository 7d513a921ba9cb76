using System.Buffers.Binary;
using System.Xml.Linq;
using FedPG.Experiments.Presentation;
using FedPG.Experiments.Presentation.Html;
using FedPG.Experiments.Tests.Results;

namespace FedPG.Experiments.Tests.Presentation;

/// <summary>The whole path: records on disk, figures and page beside them.</summary>
public sealed class ReportFolderTests : IClassFixture<ReportFolderTests.Written>
{
    private readonly Written _written;

    public ReportFolderTests(Written written) => _written = written;

    [Fact]
    public void The_png_has_the_signature_and_the_size()
    {
        byte[] png = File.ReadAllBytes(_written.Folder.File("objective.png"));
        png[..8].ShouldBe([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)).ShouldBe(1600);
        BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)).ShouldBe(900);
        png.Length.ShouldBeGreaterThan(20_000);
    }

    [Fact]
    public void The_svg_is_a_drawing_that_names_every_curve_and_reference_value_once_enlarged()
    {
        XElement svg = XDocument.Load(_written.Folder.File("objective.svg")).Root!;
        svg.Name.LocalName.ShouldBe("svg");
        var texts = svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value).ToArray();
        foreach (string name in new[] { "s-fedpg", "rs-fedpg", "b-rs-fedpg", "s-fedpg-period-2" }) texts.Count(t => t == name).ShouldBe(2);
        texts.Count(t => t == "fedq").ShouldBe(1);
        foreach (string value in new[] { "97.320", "97.310", "97.300", "97.212", "96.875", "63.065" }) texts.ShouldContain(value);
        texts.Count(t => t == "round").ShouldBe(2);
    }

    [Fact]
    public void Labels_of_the_figure_do_not_overlap()
    {
        XElement svg = XDocument.Load(_written.Folder.File("objective.svg")).Root!;
        var boxes = svg.Descendants().Where(e => e.Name.LocalName == "text" && e.Attribute("transform") is null).Select(text =>
        {
            double x = (double)text.Attribute("x")!, y = (double)text.Attribute("y")!, size = (double)text.Attribute("font-size")!;
            return (Left: x, Right: x + (double)text.Attribute("textLength")!, Top: y - 0.8 * size, Bottom: y + 0.2 * size, text.Value);
        }).ToArray();
        boxes.Length.ShouldBeGreaterThan(15);
        foreach (var box in boxes)
        {
            box.Right.ShouldBeLessThanOrEqualTo(1600, box.Value);
            boxes.Count(other => box.Left < other.Right && other.Left < box.Right && box.Top < other.Bottom && other.Top < box.Bottom)
                .ShouldBe(1, $"'{box.Value}' overlaps another label");
        }
    }

    [Fact]
    public void The_page_is_well_formed_and_names_every_variant()
    {
        XElement html = _written.Page();
        html.Name.LocalName.ShouldBe("html");
        html.Attribute("lang")!.Value.ShouldBe("en");
        var heads = html.Descendants("th").Where(e => (string?)e.Attribute("scope") == "row").Select(e => e.Value).ToArray();
        string[] names = ["s-fedpg", "rs-fedpg", "b-rs-fedpg", "fedq", "s-fedpg-period-2", "upper bound", "best of period 2"];
        foreach (string name in names)
            heads.ShouldContain(name);
        heads.ShouldContain("best history-dependent");
        html.Descendants("td").Select(e => e.Value).ShouldContain("97.310 to 97.320");
        html.Descendants().Where(e => e.Name.LocalName == "svg").ShouldAllBe(e => e.Attribute("aria-label") != null);
        html.Descendants("h1").ShouldHaveSingleItem();
    }

    [Fact]
    public void Names_are_text_whatever_they_hold()
    {
        XElement html = XDocument.Parse(File.ReadAllText(_written.Hostile.File("report.html"))).Root!;
        html.Descendants().ShouldNotContain(e => e.Name.LocalName == "script");
        html.Descendants("th").Select(e => e.Value).ShouldContain("fedq<script>alert('1')</script>&\uFFFD");
        XDocument.Load(_written.Hostile.File("objective.svg")).Descendants().ShouldNotContain(e => e.Name.LocalName == "script");
    }

    [Fact]
    public void The_page_runs_no_script_and_fetches_nothing()
    {
        XElement html = _written.Page();
        html.Descendants().ShouldNotContain(e => e.Name.LocalName == "script" || e.Name.LocalName == "link" || e.Name.LocalName == "img");
        foreach (XAttribute attribute in html.Descendants().Attributes().Where(a => !a.IsNamespaceDeclaration))
            attribute.Value.ShouldNotContain("://", Case.Sensitive, attribute.Name.LocalName);
        html.Descendants("style").Single().Value.ShouldNotContain("url(");
    }

    [Fact]
    public void Identifiers_of_the_page_are_unique_and_references_to_them_lead_somewhere()
    {
        XElement html = _written.Page();
        string[] ids = [.. html.Descendants().Attributes("id").Select(a => a.Value)];
        ids.ShouldBeUnique();
        foreach (XAttribute use in html.Descendants().Attributes().Where(a => a.Value.StartsWith("url(#", StringComparison.Ordinal)))
            ids.ShouldContain(use.Value[5..^1]);
    }

    [Fact]
    public void Links_lead_from_the_page_to_the_rows_of_each_run()
    {
        string[] links = [.. _written.Page().Descendants("a").Select(a => a.Attribute("href")!.Value).Where(link => !link.StartsWith('#'))];
        links.Count(link => link.EndsWith("/rounds.csv", StringComparison.Ordinal)).ShouldBe(5 * QuickstartFixture.Seeds);
        links.ShouldContain("tables/results.tex");
        foreach (string link in links) File.Exists(_written.Folder.File(Uri.UnescapeDataString(link))).ShouldBeTrue(link);
    }

    [Fact]
    public void The_page_shows_the_experiment_file_but_not_the_host()
    {
        XElement html = _written.Page();
        html.Descendants("pre").Single().Value.ShouldBe("fedpg {\n  name = quickstart # <all> & \"more\"\n}\n\n");
        html.Value.ShouldContain("fedpg run hocon/quickstart.conf");
        html.Value.ShouldNotContain("secret-host");
    }

    [Fact]
    public void Every_file_of_a_report_is_among_those_that_a_new_experiment_replaces()
    {
        string[] records = ["summary.json", "summary.csv", "experiment.conf", "provenance.json", "again.html"];
        Directory.EnumerateFiles(_written.Folder.Path).Concat(Directory.EnumerateFiles(_written.Folder.File("tables")))
            .Select(file => Path.GetRelativePath(_written.Folder.Path, file)).Except(records)
            .ShouldBeSubsetOf(ReportFolder.Paths);
    }

    [Fact]
    public void Reporting_again_writes_the_same_bytes()
    {
        string elsewhere = _written.Folder.File("again.html");
        HtmlReport.Write([_written.Folder.Path], elsewhere);
        File.ReadAllBytes(elsewhere).ShouldBe(File.ReadAllBytes(_written.Folder.File("report.html")));
    }

    public sealed class Written : IDisposable
    {
        public Written()
        {
            QuickstartFixture.Write(Folder.Path);
            ReportFolder.WriteAll(Folder.Path);
            QuickstartFixture.Write(Hostile.Path, rounds: 10, rename: name => $"{name}<script>alert('1')</script>&\u0001");
            ReportFolder.WriteAll(Hostile.Path);
        }

        internal TemporaryFolder Folder { get; } = new();

        internal TemporaryFolder Hostile { get; } = new();

        internal XElement Page() => XDocument.Parse(File.ReadAllText(Folder.File("report.html"))).Root!;

        public void Dispose()
        {
            Folder.Dispose();
            Hostile.Dispose();
        }
    }
}
