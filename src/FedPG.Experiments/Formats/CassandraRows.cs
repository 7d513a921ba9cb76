namespace FedPG.Experiments.Formats;

/// <summary>
/// The entries <c>T</c> or <c>O</c> of a Cassandra file: a row of probabilities for each action and state. A later entry overrides an
/// earlier one; a row that no entry names has no memory.
/// </summary>
/// <param name="actions">The actions.</param>
/// <param name="states">The states that rows belong to.</param>
/// <param name="columns">What a row is over: next states, or observations.</param>
internal sealed class CassandraRows(CassandraNames actions, CassandraNames states, CassandraNames columns)
{
    private readonly double[]?[] _rows = new double[]?[actions.Count * states.Count];

    /// <summary>A row; null if no entry names it.</summary>
    public double[]? this[int action, int state] => _rows[action * states.Count + state];

    /// <summary>Reads an entry, behind its keyword.</summary>
    /// <param name="tokens">The file.</param>
    /// <param name="start">The distribution of the first state, for <c>reset</c>.</param>
    public void Read(CassandraTokens tokens, ReadOnlySpan<double> start)
    {
        tokens.Require(":");
        int action = actions.OneOrAny(tokens);
        if (!tokens.TryTake(":"))
        {
            ReadMatrix(tokens, action);
            return;
        }

        int state = states.OneOrAny(tokens);
        if (!tokens.TryTake(":"))
        {
            double[] row = ReadRow(tokens, start);
            Set(action, state, (_, target) => row.CopyTo(target, 0));
            return;
        }

        int column = columns.OneOrAny(tokens);
        double probability = tokens.Number("a probability");
        Set(action, state, (_, target) =>
        {
            if (column == CassandraNames.Any) Array.Fill(target, probability);
            else target[column] = probability;
        });
    }

    private void ReadMatrix(CassandraTokens tokens, int action)
    {
        if (tokens.TryTake("uniform")) Set(action, CassandraNames.Any, (_, row) => Array.Fill(row, 1.0 / row.Length));
        else if (tokens.Peek == "identity" && states.Count == columns.Count)
        {
            tokens.Require("identity");
            Set(action, CassandraNames.Any, (state, row) =>
            {
                Array.Clear(row);
                row[state] = 1;
            });
        }
        else
        {
            double[] matrix = tokens.Numbers((long)states.Count * columns.Count, $"one per {states.Kind} and {columns.Kind}");
            Set(action, CassandraNames.Any, (state, row) => Array.Copy(matrix, state * row.Length, row, 0, row.Length));
        }
    }

    private double[] ReadRow(CassandraTokens tokens, ReadOnlySpan<double> start)
    {
        if (tokens.TryTake("uniform")) return [.. Enumerable.Repeat(1.0 / columns.Count, columns.Count)];
        if (start.Length == columns.Count && tokens.TryTake("reset")) return start.ToArray();
        return tokens.Numbers(columns.Count, $"one per {columns.Kind}");
    }

    private void Set(int action, int state, Action<int, double[]> set)
    {
        foreach (int a in actions.Of(action))
        {
            foreach (int s in states.Of(state)) set(s, _rows[a * states.Count + s] ??= new double[columns.Count]);
        }
    }
}
