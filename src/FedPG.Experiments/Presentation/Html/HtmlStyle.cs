using FedPG.Experiments.Presentation.Figures.Drawing;

namespace FedPG.Experiments.Presentation.Html;

/// <summary>The page's style sheet: for screens, phones, dark mode and print.</summary>
internal static class HtmlStyle
{
    public static string Sheet { get; } = $$"""
        :root { color-scheme: light dark; --ink: {{Palette.Ink}}; --muted: #5b636c; --paper: {{Palette.Paper}}; --line: #dde1e5;
          --soft: #f5f6f8; --link: #005a8f; --warn: #8a4b00; --shadow: rgba(34, 38, 43, .28); --heat: #084a83; }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink);
          font: 16px/1.5 'Open Sans', 'Noto Sans', 'Segoe UI', Roboto, Arial, sans-serif; }
        main { max-width: 1180px; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; }
        h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; overflow-wrap: anywhere; }
        h2 { font-size: 1.15rem; margin: 2.25rem 0 .6rem; }
        p { margin: 0 0 .6rem; max-width: 46rem; }
        a { color: var(--link); }
        .lede, .caption, figcaption, .meaning { color: var(--muted); }
        figure { margin: 1.25rem 0 0; }
        figure svg { display: block; width: 100%; height: auto; }
        figure svg.tall { display: none; max-width: 560px; margin: 0 auto; }
        figure svg.moving { max-width: 760px; }
        figcaption { font-size: .9rem; margin-top: .4rem; max-width: 46rem; }
        /* Shadows at the edges where a table continues: the covers move with the content, the shadows stay. */
        .scroll { overflow-x: auto; scrollbar-width: thin; scrollbar-color: var(--muted) var(--soft);
          background: linear-gradient(90deg, var(--paper) 40%, transparent) 0 0 / 3rem 100% no-repeat local,
            linear-gradient(270deg, var(--paper) 40%, transparent) 100% 0 / 3rem 100% no-repeat local,
            linear-gradient(90deg, var(--shadow), transparent) 0 0 / 1rem 100% no-repeat scroll,
              linear-gradient(270deg, var(--shadow), transparent) 100% 0 / 1rem 100% no-repeat scroll; }
        .scroll::-webkit-scrollbar { height: 9px; }
        .scroll::-webkit-scrollbar-thumb { background: var(--muted); border-radius: 5px; }
        .scroll::-webkit-scrollbar-track { background: var(--soft); }
        nav { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; margin: .8rem 0 0; padding: .5rem 0; border-top: 1px solid var(--line);
          border-bottom: 1px solid var(--line); font-size: .93rem; }
        .unfinished { border-left: 4px solid var(--warn); padding: .3rem .8rem; margin: .8rem 0; background: var(--soft);
          max-width: 56rem; }
        .shape { margin-right: .4em; font-size: .8em; }
        td.key { white-space: nowrap; font-variant-numeric: tabular-nums; }
        table { border-collapse: collapse; width: 100%; font-size: .93rem; font-variant-numeric: tabular-nums; }
        th, td { padding: .42rem .75rem .42rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
        thead th { font-weight: 600; color: var(--muted); font-size: .85rem; border-bottom-color: var(--muted); vertical-align: bottom; }
        tbody th { font-weight: 600; }
        td.number { white-space: nowrap; }
        tbody th { min-width: 9rem; max-width: 22rem; overflow-wrap: break-word; }
        .caption strong { color: var(--ink); font-weight: 600; }
        .scroll + .caption, .files + .caption, figure + .caption, .scroll + figure, .files + figure { margin-top: 1.25rem; }
        .files { color: var(--muted); font-size: .85rem; margin-top: .3rem; }
        a.plain { color: inherit; text-decoration: none; }
        a.plain:hover, a.plain:focus-visible { text-decoration: underline; }
        h3 { font-size: 1rem; margin: 1.5rem 0 .3rem; overflow-wrap: anywhere; }
        .settings { max-width: none; font-size: .85rem; color: var(--muted); }
        .settings code { background: var(--soft); padding: .1em .35em; border-radius: 3px; color: var(--ink); overflow-wrap: anywhere; }
        .run { border-bottom: 1px solid var(--line); margin: 0; padding: .35rem 0; }
        .run summary { font-weight: 400; }
        .end { font-variant-numeric: tabular-nums; font-weight: 600; margin-left: .5em; }
        .sides { display: grid; grid-template-columns: 20rem minmax(0, 1fr); gap: .5rem 2rem; align-items: start; }
        .trace svg { display: block; width: 100%; height: auto; background: var(--soft); border-radius: 4px; }
        .trace polyline { fill: none; stroke: var(--link); stroke-width: 1.6; stroke-linejoin: round; }
        .trace .axis { stroke: var(--line); }
        .trace circle { fill: var(--link); }
        .trace p { font-size: .8rem; margin-top: .3rem; }
        .policies { display: flex; flex-wrap: wrap; gap: 1rem 2rem; }
        table.heat { width: auto; font-size: .78rem; }
        table.heat caption { text-align: left; color: var(--muted); padding-bottom: .2rem; }
        table.heat td, table.heat th { padding: .12rem .4rem; border: 0; text-align: right; min-width: 0; }
        table.heat th { color: var(--muted); font-weight: 400; }
        table.heat tbody td { background: color-mix(in srgb, var(--heat) calc(var(--p) * 100%), var(--soft)); }
        table.heat td.deep { color: #fff; }
        td.notes { color: var(--warn); min-width: 9rem; }
        .hue { display: inline-block; width: 1.1em; height: .28em; margin-right: .5em; vertical-align: .25em; border-radius: .14em; }
        .state { color: var(--warn); font-weight: 600; }
        details { margin: .6rem 0; }
        summary { cursor: pointer; font-weight: 600; }
        pre { background: var(--soft); padding: .9rem 1rem; overflow-x: auto; font: .85rem/1.45 ui-monospace, Menlo, Consolas, monospace;
          border-radius: 4px; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.25rem; margin: .6rem 0; }
        dt { color: var(--muted); }
        dd { margin: 0; overflow-wrap: anywhere; }
        .notices li { margin-bottom: .3rem; max-width: 46rem; overflow-wrap: anywhere; }
        @media screen and (max-width: 760px) {
          main { padding: 1rem .9rem 2rem; }
          figure svg.wide { display: none; }
          figure svg.tall { display: block; }
          .scroll tbody th, .scroll thead th:first-child { position: sticky; left: 0; background: var(--paper); }
          td, thead th { white-space: nowrap; }
          td.meaning, td.notes { white-space: normal; }
          tbody th { min-width: 8.5rem; }
          tr:has(td.meaning) th { min-width: 6.5rem; }
          .sides { grid-template-columns: minmax(0, 1fr); }
          dl { grid-template-columns: 1fr; gap: 0; }
          dd { margin-bottom: .5rem; }
        }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e4e7ea; --muted: #a3abb3; --paper: #16191d; --line: #333a41; --soft: #1f2429; --link: #74b9e8; --warn: #f0b35a;
            --shadow: rgba(0, 0, 0, .7); --heat: #2f7fc1; }
          figure svg [fill="{{Palette.Ink}}"] { fill: var(--ink); }
          figure svg [stroke="{{Palette.Ink}}"] { stroke: var(--muted); }
          figure svg [fill="{{Palette.Muted}}"] { fill: var(--muted); }
          figure svg [stroke="{{Palette.Muted}}"] { stroke: var(--muted); }
          figure svg [stroke="{{Palette.Grid}}"] { stroke: #2a3036; }
          figure svg [fill="{{Palette.Shade}}"] { fill: #33301f; }
          figure svg [fill="white"] { fill: var(--paper); }
          figure svg [stroke="{{Palette.Hue(0)}}"] { stroke: #3f9bd6; }
        }
        @media (prefers-reduced-motion: reduce) { figure svg.moving { display: none; } }
        @media print {
          :root { color-scheme: light; --ink: #000; --muted: #444; --paper: #fff; --line: #bbb; --soft: #fff; }
          body { font-size: 10pt; }
          main { max-width: none; padding: 0; }
          figure svg.wide { display: block; }
          figure svg.tall { display: none; }
          figure, tr { break-inside: avoid; }
          h2 { break-after: avoid; }
          .scroll { overflow: visible; background: none; }
          nav { display: none; }
          table { font-size: 8pt; }
          td, th, td.number { white-space: normal; padding-right: .5rem; overflow-wrap: anywhere; }
          tbody th, td.notes { min-width: 0; }
          pre { white-space: pre-wrap; }
          .files { display: none; }
        }
        """;
}
