using System.Collections.Immutable;
using FedPG.Environments;

namespace FedPG.Formats;

/// <summary>Makes one federation of the documents of one or more files.</summary>
internal static class MdpImport
{
    /// <summary>Applies the rules that all formats share.</summary>
    /// <param name="documents">The documents, each with its file's name as messages show it; at least one.</param>
    /// <param name="options">What the user adds.</param>
    /// <exception cref="SpecificationException">A document is not a valid process, or documents do not fit together; the message names the
    /// file.</exception>
    public static EnvironmentSet ToEnvironments(IReadOnlyList<(string File, MdpDocument Document)> documents, MdpOptions options)
    {
        var sums = new RowSums();
        double discount = Discount(documents, options);
        Draft[] drafts = [.. documents.Select(each => In(each.File, () => Draft.Of(each.File, each.Document, sums)))];
        bool appends = drafts.Any(draft => draft.Ends.Any(ends => ends.NeedsState));
        var notes = new ImportNotes();
        var types = ImmutableArray.CreateBuilder<MarkovDecisionProcess>();
        foreach (var draft in drafts.Skip(1)) RequireSame(draft, drafts[0]);
        var offered = In(drafts[0].File, () => OfferedActions.Of(
            [.. drafts.SelectMany(draft => draft.Document.Types)], drafts[0].Document.TerminalStates, appends));
        foreach (var draft in drafts) types.AddRange(In(draft.File, () => draft.Build(options, offered, appends, sums, notes)));
        var named = drafts.FirstOrDefault(draft => !draft.StateNames.IsEmpty) ?? drafts[0];
        return In(documents[0].File, () => new EnvironmentSet(
            discount, drafts[0].Start(appends), types.ToImmutable(), drafts[0].Evaluation(appends))
        {
            Notices = [.. drafts.SelectMany(draft => draft.Notes(drafts.Length > 1)), .. notes.Sentences, .. sums.Notices],
            TypeNames = [.. types.Select(type => type.Name)],
            Shares = Shares(drafts),
            ActionSets = offered,
            TerminalStates = drafts[0].Document.TerminalStates,
            StateNames = named.StateNames.IsEmpty || !appends ? named.StateNames : named.StateNames.Add("end"),
            ActionNames = drafts.Select(draft => draft.ActionNames).FirstOrDefault(names => !names.IsEmpty, []),
        });
    }

    private static double Discount(IReadOnlyList<(string File, MdpDocument Document)> documents, MdpOptions options)
    {
        if (options.Discount is { } given) return given;
        double? first = documents[0].Document.Discount;
        foreach (var (file, document) in documents)
        {
            if (document.Discount is not { } own)
                throw new SpecificationException($"{file}: discount", "none in the file", "one set by fedpg.discount, or by --discount");
            if (own is not (> 0 and <= 1))
            {
                throw new SpecificationException(
                    $"{file}: discount", Text($"{own:R}"),
                    "a number above 0 and at most 1; one set by fedpg.discount or --discount wins");
            }

            if (own == first) continue;
            throw new SpecificationException(
                $"{file}: discount", Text($"{own:R}"),
                Text($"{first:R}, as in {documents[0].File}; or one set by fedpg.discount or --discount"));
        }

        return first!.Value;
    }

    private static void RequireSame(Draft draft, Draft first)
    {
        if (Sizes(draft) != Sizes(first))
            throw new SpecificationException(draft.File, Sizes(draft), $"{Sizes(first)}, as in {first.File}");
        if (!draft.Document.TerminalStates.SequenceEqual(first.Document.TerminalStates))
            throw new SpecificationException(draft.File, "other terminal states", $"those of {first.File}");
        bool isScoredAlike = (draft.OwnEvaluation ?? draft.OwnStart).AsSpan().SequenceEqual(first.OwnEvaluation ?? first.OwnStart);
        if (!isScoredAlike || !draft.OwnStart.AsSpan().SequenceEqual(first.OwnStart))
            throw new SpecificationException(draft.File, "another distribution of the first state", $"that of {first.File}");
    }

    private static TypeShares Shares(Draft[] drafts) =>
        TypeShares.Joined([.. drafts.Select(draft => draft.Shares)]) ?? throw new SpecificationException(
            string.Join(", ", drafts.Select(draft => draft.File)), "agents or weights in some of the environments",
            "agents in all of them, weight in all, or neither in any");

    private static string Sizes(Draft draft) => Text($"{draft.States} states and {draft.Actions} actions");

    /// <summary>A result; the file is added to an error.</summary>
    private static T In<T>(string file, Func<T> get)
    {
        try
        {
            return get();
        }
        catch (SpecificationException e)
        {
            throw new SpecificationException($"{file}: {e.Message}", e);
        }
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>A document on its way.</summary>
    private sealed record Draft(
        string File, MdpDocument Document, double[] OwnStart, double[]? OwnEvaluation, ImmutableArray<EpisodeEnds> Ends)
    {
        public int States => Document.Types[0].States;

        public int Actions => Document.Types.Max(type => type.MostChoices);

        public TypeShares Shares => Document.Shares ?? TypeShares.Equal(Document.Types.Length);

        public ImmutableArray<string> StateNames => Document.StateNames;

        public ImmutableArray<string> ActionNames =>
            Document.ActionNames.IsEmpty ? Document.Types[0].ActionNames() : Document.ActionNames;

        public static Draft Of(string file, MdpDocument document, RowSums sums)
        {
            int states = document.Types[0].States;
            double[] start = document.Start.IsEmpty
                ? Probabilities.Uniform(states)
                : Distribution(document.Start, states, document.StartKey, sums);
            double[]? evaluation = document.Evaluation.IsEmpty
                ? null
                : Distribution(document.Evaluation, states, document.EvaluationKey, sums);

            // Without a start in the file, the uniform one does not make a start of states in which episodes end.
            double[] given = document.Start.IsEmpty ? new double[states] : start;
            return new Draft(file, document, start, evaluation,
            [
                .. document.Types.Select(type =>
                    EpisodeEnds.Of(type, type.Start.IsEmpty ? given : type.Start.AsSpan()).With(document.TerminalStates)),
            ]);
        }

        public IEnumerable<MarkovDecisionProcess> Build(
            MdpOptions options, ActionSets offered, bool appends, RowSums sums, ImportNotes notes) =>
        [
            .. Document.Types.Select((type, i) =>
            {
                var import = new ProcessImport(type, options.Cost || Document.IsCost, sums, notes);
                return Started(import.Build(Ends[i], offered, appends), type, appends, sums);
            }),
        ];

        private static MarkovDecisionProcess Started(MarkovDecisionProcess process, MdpTable type, bool appends, RowSums sums)
        {
            if (type.Start.IsEmpty) return process;
            double[] start = Distribution(type.Start, type.States, $"environment '{type.Name}', initialDistribution", sums);
            return process.StartingFrom(appends ? [.. start, 0] : start);
        }

        public double[] Start(bool appends) => appends ? [.. OwnStart, 0] : OwnStart;

        public double[]? Evaluation(bool appends) => OwnEvaluation is null || !appends ? OwnEvaluation : [.. OwnEvaluation, 0];

        public IEnumerable<string> Notes(bool hasSeveral)
        {
            string[] start = Document.Start.IsEmpty ? ["the file has no start: each state is equally likely to be the first"] : [];
            return Document.Notes.Concat(start).Select(note => hasSeveral ? $"{File}: {note}" : note);
        }

        private static double[] Distribution(ImmutableArray<double> given, int states, string place, RowSums sums)
        {
            double[] row = [.. given];
            if (row.Length != states)
                throw new SpecificationException(place, Text($"{row.Length} entries"), Text($"{states}, one per state"));
            sums.Correct(row, place);
            return row;
        }
    }
}
