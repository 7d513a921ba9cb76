using System.Text;

namespace FedPG.Cli.Tests;

/// <summary>A stream whose writes fail: a fault in the middle of a verb.</summary>
internal sealed class FaultyWriter : StringWriter
{
    /// <summary>The exception; by default one that no verb throws itself.</summary>
    public Func<Exception> Fault { get; init; } = () => new InvalidTimeZoneException("injected");

    /// <summary>The number of writes that fail before the stream works.</summary>
    public int Faults { get; set; } = int.MaxValue;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Fail(() => base.Write(value));

    public override void Write(char[] buffer, int index, int count) => Fail(() => base.Write(buffer, index, count));

    public override void Write(string? value) => Fail(() => base.Write(value));

    public override void WriteLine(string? value) => Fail(() => base.WriteLine(value));

    private void Fail(Action write)
    {
        if (Faults-- > 0) throw Fault();
        write();
    }
}
