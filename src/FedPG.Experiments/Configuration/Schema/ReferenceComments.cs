using System.Text;
using FedPG.Experiments.Configuration.Hocon;

namespace FedPG.Experiments.Configuration.Schema;

/// <summary>The comments of reference.conf by the full key of the setting that they describe.</summary>
internal static class ReferenceComments
{
    private static readonly Lazy<Dictionary<string, string>> Known = new(Read);

    /// <summary>The comment above a key, each paragraph and each row of a table on one line; null if there is none.</summary>
    /// <param name="path">The full key, such as <c>fedpg.local.steps</c>.</param>
    public static string? Of(string path) => Known.Value.GetValueOrDefault(path);

    /// <summary>The file has one key per line, and sections open and close on lines of their own. Keys without a blank line between them
    /// share the comment above the first.</summary>
    private static Dictionary<string, string> Read()
    {
        var comments = new Dictionary<string, string>(StringComparer.Ordinal);
        var sections = new Stack<string>();
        var comment = new List<string>();
        bool isUsed = false;
        foreach (string line in ReferenceConfiguration.Text.Split('\n').Select(line => line.Trim()))
        {
            if (line.StartsWith('#'))
            {
                if (isUsed) comment.Clear();
                isUsed = false;
                comment.Add(line.TrimStart('#'));
                continue;
            }

            if (line.Length == 0 || line == "}")
            {
                if (line == "}") sections.Pop();
                comment.Clear();
                continue;
            }

            string key = line.Split(' ', '=')[0];
            string path = ConfigPath.Join([.. sections.Reverse(), key]);
            if (comment.Count > 0) comments[path] = Joined(comment);
            isUsed = true;
            if (!line.EndsWith('{')) continue;
            sections.Push(key);
            comment.Clear();
        }

        return comments;
    }

    /// <summary>Rows of tables are indented by a few columns, and their continuations by more.</summary>
    private static string Joined(IEnumerable<string> lines)
    {
        var text = new StringBuilder();
        bool isInTable = false;
        foreach (string line in lines)
        {
            int indentation = line.Length - line.TrimStart().Length;
            bool isRow = indentation is >= 3 and <= 9, isNew = isRow || (isInTable && indentation < 3);
            if (text.Length > 0) text.Append(isNew ? '\n' : ' ');
            text.Append(isRow ? line[1..].TrimEnd() : line.Trim());
            if (isNew) isInTable = isRow;
        }

        return text.ToString();
    }
}
