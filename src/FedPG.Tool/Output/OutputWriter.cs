using System.Text;

namespace FedPG.Tool.Output;

/// <summary>Standard output, which is named when it cannot be written to: a full disk, or a stream that the shell has closed.</summary>
internal sealed class OutputWriter(TextWriter inner) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Named(() => inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Named(() => inner.Write(buffer, index, count));

    public override void Write(string? value) => Named(() => inner.Write(value));

    public override void WriteLine(string? value) => Named(() => inner.WriteLine(value));

    public override void Flush() => Named(inner.Flush);

    private static void Named(Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"standard output: cannot be written: {error.Message}", error);
        }
    }
}
