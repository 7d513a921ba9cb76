using Spectre.Console;
using Spectre.Console.Rendering;

namespace FedPG.Tool.Output;

/// <summary>The columns of progress bars. Their widths follow the terminal's, also when the window changes its size.</summary>
internal static class ProgressColumns
{
    /// <summary>The columns.</summary>
    /// <param name="longestName">Cells of the longest name.</param>
    /// <param name="longestRounds">Cells of the largest number of rounds with its unit.</param>
    public static ProgressColumn[] Of(int longestName, int longestRounds)
    {
        ProgressLayout Layout(RenderOptions options) => ProgressLayout.Of(options.ConsoleSize.Width, longestName, longestRounds);
        return
        [
            new NameColumn(Layout),
            new BarColumn(Layout),
            new PercentageColumn(),
            new StateColumn(Layout),
            new RemainingTimeColumn(),
        ];
    }

    /// <summary>Sets the text beside a bar.</summary>
    public static void Update(ProgressTask task, string rounds, string value) =>
        task.State.Update<State>(StateColumn.Key, _ => new State(rounds, value));

    private readonly record struct State(string? Rounds, string? Value);

    private sealed class NameColumn(Func<RenderOptions, ProgressLayout> layout) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override int? GetColumnWidth(RenderOptions options) => layout(options).Name;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(ShortName.Of(task.Description, layout(options).Name));
    }

    private sealed class BarColumn(Func<RenderOptions, ProgressLayout> layout) : ProgressColumn
    {
        private readonly ProgressBarColumn _bar = new();

        protected override bool NoWrap => true;

        public override int? GetColumnWidth(RenderOptions options) => layout(options).Bar;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
        {
            _bar.Width = layout(options).Bar;
            return _bar.Render(options, task, deltaTime);
        }
    }

    private sealed class StateColumn(Func<RenderOptions, ProgressLayout> layout) : ProgressColumn
    {
        public const string Key = "state";

        protected override bool NoWrap => true;

        public override int? GetColumnWidth(RenderOptions options) => layout(options).State;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
        {
            var (rounds, value) = task.State.Get<State>(Key);
            string text = $"{value,ProgressLayout.Value}";
            return new Text(layout(options).Rounds > 0 ? $"{rounds} {text}" : text).RightJustified();
        }
    }
}
