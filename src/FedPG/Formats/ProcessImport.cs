using FedPG.Environments;

namespace FedPG.Formats;

/// <summary>Makes a process of a table: the rules that all formats share, but for what concerns several types.</summary>
/// <param name="table">The process as the file has it.</param>
/// <param name="isCost">Whether rewards are costs.</param>
/// <param name="sums">Corrects rows.</param>
/// <param name="notes">Counts what was changed.</param>
internal sealed class ProcessImport(MdpTable table, bool isCost, RowSums sums, ImportNotes notes)
{
    private readonly string _place = $"environment '{table.Name}'";

    /// <summary>The process.</summary>
    /// <param name="ends">Which states absorb.</param>
    /// <param name="offered">The actions that states offer in some type.</param>
    /// <param name="appends">Whether there is one more state, in which episodes end; all types of a federation have it or none.</param>
    public MarkovDecisionProcess Build(EpisodeEnds ends, ActionSets offered, bool appends)
    {
        int states = table.States + (appends ? 1 : 0), actions = offered.Actions;
        MdpSize.Require(states, actions);
        var draft = new Draft(new TransitionKernelBuilder(states, actions), new double[states * actions]);
        for (int s = 0; s < table.States; s++)
        {
            if (ends.Absorbing[s]) Absorb(draft, s, actions);
            else if (table.CountChoices(s) == 0)
            {
                Absorb(draft, s, actions);
                notes.AddDeadlock();
            }
            else Fill(draft, s, offered, ends, appends);
        }

        if (appends)
        {
            Absorb(draft, table.States, actions);
            notes.AppendState();
        }

        return new MarkovDecisionProcess(table.Name, draft.Kernel.Build(), draft.Rewards);
    }

    private static void Absorb(Draft draft, int state, int actions)
    {
        for (int a = 0; a < actions; a++) draft.Add(state, 1).EndRow(0);
    }

    private void Fill(Draft draft, int state, ActionSets offered, EpisodeEnds ends, bool appends)
    {
        int choices = table.CountChoices(state), actions = offered.Actions;
        for (int a = 0; a < choices - 1; a++) FillChoice(draft, state, a, ends, appends, copies: 1);
        FillChoice(draft, state, choices - 1, ends, appends, copies: actions - choices + 1);
        if (choices < offered.Count(state)) notes.Pad();
    }

    private void FillChoice(Draft draft, int state, int action, EpisodeEnds ends, bool appends, int copies)
    {
        int choice = table.FirstChoice(state) + action;
        var successors = table.Successors(choice);
        var rewards = table.Rewards(choice);
        var isEnd = table.Ends(choice);
        double[] probabilities = table.Probabilities(choice).ToArray();
        string place = FormattableString.Invariant($"{_place}, state {state}, action {action}");
        sums.Correct(probabilities, $"{place}, transitions");
        double reward = table.RewardOf(choice), mean = 0;
        for (int i = 0; i < rewards.Length; i++) mean += probabilities[i] * rewards[i];

        // Without rewards of transitions the reward of the choice keeps its bits.
        if (!rewards.IsEmpty) reward += mean;
        if (!double.IsFinite(reward))
            throw new SpecificationException($"{place}, reward", FormattableString.Invariant($"{reward}"), "a finite number");
        Check(probabilities, successors, $"{place}, transitions");
        for (int copy = 0; copy < copies; copy++)
        {
            for (int i = 0; i < successors.Length; i++)
            {
                bool isAppended = appends && !isEnd.IsEmpty && isEnd[i] && !ends.Absorbing[successors[i]];
                draft.Add(isAppended ? table.States : successors[i], probabilities[i]);
            }

            draft.EndRow(isCost ? -reward : reward);
        }
    }

    /// <summary>Probabilities of one next state may be in parts, each of which is a probability.</summary>
    private static void Check(double[] probabilities, ReadOnlySpan<int> successors, string place)
    {
        for (int i = 0; i < probabilities.Length; i++)
        {
            if (probabilities[i] is >= 0 and <= 1 + MarkovDecisionProcess.SumTolerance) continue;
            throw new SpecificationException(
                FormattableString.Invariant($"{place}, entry {successors[i]}"), FormattableString.Invariant($"{probabilities[i]:R}"),
                "a probability");
        }
    }

    /// <summary>The process on its way, pair by pair.</summary>
    private sealed class Draft(TransitionKernelBuilder kernel, double[] rewards)
    {
        private int _pair;

        public TransitionKernelBuilder Kernel => kernel;

        public double[] Rewards => rewards;

        public Draft Add(int successor, double probability)
        {
            kernel.Add(successor, probability);
            return this;
        }

        public void EndRow(double reward)
        {
            kernel.EndRow();
            rewards[_pair++] = reward;
        }
    }
}
