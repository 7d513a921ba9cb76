using System.Text.Json;

namespace FedPG.Cli.Tests.Browser;

/// <summary>A page that was opened from a file, and what is wrong with it.</summary>
internal sealed class BrowserPage
{
    private static readonly string[] Complaints =
        ["Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded", "Network.loadingFailed"];

    private readonly Chromium _browser;
    private readonly string _session;
    private readonly string _file;
    private readonly int _width;

    private BrowserPage(Chromium browser, string session, string file, int width) =>
        (_browser, _session, _file, _width) = (browser, session, file, width);

    /// <summary>Opens a page in a window of the given width, with everything unfolded.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="file">The page.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="media">screen or print.</param>
    public static async Task<BrowserPage> OpenAsync(Chromium browser, string file, int width, string media = "screen")
    {
        string target = (await browser.SendAsync("Target.createTarget", new { url = "about:blank" })).GetProperty("targetId").GetString()!;
        string session = (await browser.SendAsync("Target.attachToTarget", new { targetId = target, flatten = true }))
            .GetProperty("sessionId")
            .GetString()!;
        var page = new BrowserPage(browser, session, file, width);
        foreach (string domain in (string[])["Page", "Runtime", "Log", "Network"]) await page.SendAsync($"{domain}.enable", new { });
        await page.SendAsync(
            "Emulation.setDeviceMetricsOverride", new { width, height = 900, deviceScaleFactor = 1, mobile = width < 500 });
        await page.SendAsync("Emulation.setEmulatedMedia", new { media });
        await page.SendAsync("Page.navigate", new { url = new Uri(file).AbsoluteUri });
        await browser.WaitForAsync("Page.loadEventFired", session);
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(part => part.open = true)");
        return page;
    }

    /// <summary>All that is wrong: complaints of the browser, figures that show nothing, links that lead nowhere, what is wider than the
    /// window.</summary>
    public async Task<string[]> FaultsAsync() =>
    [
        .. _browser.Events.Where(e => IsOwn(e) && Complaints.Contains(e.GetProperty("method").GetString()))
            .Select(e => $"complaint: {e.GetProperty("params")}"),
        .. _browser.Events.Where(IsOwn).Where(e => e.GetProperty("method").GetString() == "Network.requestWillBeSent")
            .Select(e => e.GetProperty("params").GetProperty("request").GetProperty("url").GetString()!)
            .Where(url => url != new Uri(_file).AbsoluteUri && !url.StartsWith("data:", StringComparison.Ordinal))
                .Select(url => $"fetched: {url}"),
        .. await TextsAsync(EmptyFigures),
        .. await TextsAsync(Overflow),
        .. await DeadLinksAsync(),
    ];

    /// <summary>A list of texts that an expression gives.</summary>
    public async Task<string[]> TextsAsync(string expression) =>
        [.. (await EvaluateAsync(expression)).GetProperty("value").EnumerateArray().Select(text => text.GetString()!)];

    // Of the two drawings one is shown, large enough, with lines or shapes and with words, and says what it is.
    private const string EmptyFigures = """
        [...document.querySelectorAll('figure')].flatMap((figure, i) => {
          const name = `figure ${figure.id || i}`;
          const shown = [...figure.querySelectorAll('svg')].filter(svg => svg.getBoundingClientRect().width > 0);
          if (shown.length !== 1) return [`${name}: ${shown.length} drawings are shown`];
          const box = shown[0].getBoundingClientRect();
          if (box.width < 250 || box.height < 100) return [`${name}: ${box.width} by ${box.height} pixels`];
          const extent = shape => { const b = shape.getBBox(); return b.width + b.height; };
          const shapes = [...shown[0].querySelectorAll('path, rect, polyline, line, circle')].filter(shape => extent(shape) > 3);
          const words = [...shown[0].querySelectorAll('text')].filter(text => text.textContent.trim() && text.getBBox().width > 0);
          if (shapes.length < 5 || words.length < 4) return [`${name}: ${shapes.length} shapes and ${words.length} words`];
          const caption = figure.querySelector('figcaption').textContent.trim();
          if (!shown[0].getAttribute('aria-label') || !caption) return [`${name}: no label or no caption`];
          return [];
        })
        """;

    // A telephone's own idea of the window's width grows with the page, so the one that was asked for is compared.
    private string Overflow => $$"""
        document.documentElement.scrollWidth <= {{_width}} ? [] :
          [`the page is ${document.documentElement.scrollWidth} pixels wide in a window of {{_width}}: ` +
            [...document.querySelectorAll('main *')]
              .filter(e => e.getBoundingClientRect().right > {{_width}} + 1 && !e.closest('.scroll, pre, svg'))
              .slice(0, 5).map(e => `${e.tagName}.${e.className}`).join(', ')]
        """;

    private async Task<IEnumerable<string>> DeadLinksAsync()
    {
        string[] anchors = await TextsAsync("""
            [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))
              .filter(target => target.startsWith('#') && !document.getElementById(decodeURIComponent(target.slice(1))))
            """);
        string[] files = await TextsAsync(
            "[...document.querySelectorAll('a[href]')].filter(a => !a.getAttribute('href').startsWith('#')).map(a => a.href)");
        return anchors.Concat(files.Where(link => !File.Exists(new Uri(link).LocalPath))).Select(link => $"dead link: {link}");
    }

    private bool IsOwn(JsonElement e) => e.TryGetProperty("sessionId", out var session) && session.GetString() == _session;

    private async Task<JsonElement> EvaluateAsync(string expression)
    {
        var answer = await SendAsync("Runtime.evaluate", new { expression, returnByValue = true });
        return answer.TryGetProperty("exceptionDetails", out var details)
            ? throw new InvalidOperationException(details.ToString())
            : answer.GetProperty("result");
    }

    private Task<JsonElement> SendAsync(string method, object parameters) => _browser.SendAsync(method, parameters, _session);
}
