namespace FedPG.Experiments.Presentation.Html;

/// <summary>The page of a watched experiment that cannot be shown yet.</summary>
internal static class WaitingPage
{
    /// <summary>The page.</summary>
    /// <param name="folder">The experiment's folder, as given.</param>
    /// <param name="reason">Why nothing is shown, a sentence.</param>
    /// <param name="live">How far the experiment is, if a process executes it.</param>
    public static string Of(string folder, string reason, HtmlLive live) => HtmlPage.Of(
        $"{folder} – FedPG report", live.Refresh, Html.Of($"""
            <header>
            <h1>{folder}</h1>
            <p class="unfinished">{reason}</p>
            {live.Progress}</header>
            {live.Cluster}
            """));
}
