using System.Text;

namespace FedPG.Tool.Output;

/// <summary>
/// Takes the place of standard error while bars are drawn there: lines from elsewhere, such as the transport's warnings, go above the bars.
/// </summary>
internal sealed class LinesAboveBars(RunProgress progress) : TextWriter
{
    // Standard error, while bars are drawn there.
    private static TextWriter? s_covered;

    private readonly StringBuilder _line = new();

    /// <summary>Leaves the bars as they are: later lines appear below them.</summary>
    public static void Abandon()
    {
        if (Interlocked.Exchange(ref s_covered, null) is not { } covered) return;
        Console.SetError(covered);
        covered.WriteLine();
    }

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Runs with standard error replaced; what was not shown until the end follows it.</summary>
    public static async Task WhileAsync(RunProgress progress, Func<Task> draw)
    {
        var before = Console.Error;
        await using var lines = new LinesAboveBars(progress);
        Console.SetError(lines);
        s_covered = before;
        try
        {
            await draw();
        }
        finally
        {
            s_covered = null;
            Console.SetError(before);
            lines.EndLine();
            foreach (string line in progress.TakeLines()) before.WriteLine(line);
        }
    }

    /// <inheritdoc/>
    public override void Write(char value)
    {
        lock (_line)
        {
            if (value != '\n') _line.Append(value);
            else Complete();
        }
    }

    private void EndLine()
    {
        lock (_line)
        {
            if (_line.Length > 0) Complete();
        }
    }

    private void Complete()
    {
        progress.Print(_line.ToString().TrimEnd('\r'));
        _line.Clear();
    }
}
