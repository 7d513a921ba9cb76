namespace FedPG.Experiments.Presentation.Html;

/// <summary>What a report's page shows, apart from the state of a process that executes the experiment.</summary>
/// <param name="Title">The title.</param>
/// <param name="Head">The heading and the state of the records.</param>
/// <param name="Contents">The table of contents; may be empty.</param>
/// <param name="Sections">The figures and tables.</param>
internal sealed record ReportBody(string Title, Html Head, Html Contents, Html Sections);
