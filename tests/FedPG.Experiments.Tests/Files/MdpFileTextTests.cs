using System.Text;
using FedPG.Environments;
using FedPG.Experiments.Files;
using FedPG.Experiments.Tests.Configuration;

namespace FedPG.Experiments.Tests.Files;

public class MdpFileTextTests
{
    /// <summary>Everything that a file can hold, in lists of all states.</summary>
    private const string Everything = """
        {"format": "fedpg-mdp/1", "discount": 0.1, "initialDistribution": [0.25, 0.75, 0], "evaluationDistribution": [1, 0, 0],
         "terminalStates": [2], "stateNames": ["a é", "b \"c\"", "end"], "actionNames": ["go", "stay"], "environments": [
          {"name": "x", "agents": 3, "initialDistribution": [0, 1, 0],
           "transitions": [[[0, 0.1, 0.9], [1, 0, 0]], [[0, 0, 1]], []], "rewards": [[1e-300, 0.1], [-1e22], []]},
          {"name": "y", "agents": 1, "initialDistribution": [1, 0, 0],
           "transitions": [[[0, 1, 0], [1, 0, 0]], [[0, 0, 1]], []], "rewards": [[0.30000000000000004, 0], [2], []]}]}
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public void The_size_of_the_buffer_does_not_change_a_byte(int buffer)
    {
        foreach (var set in (EnvironmentSet[])[Read(Everything), Sparse(600)])
        {
            using var whole = new MemoryStream();
            MdpFileText.Write(whole, set, buffer: 1 << 22);
            using var pieces = new MemoryStream();
            MdpFileText.Write(pieces, set, buffer);
            pieces.ToArray().ShouldBe(whole.ToArray());
        }
    }

    [Fact]
    public void A_file_that_was_written_reads_back_as_the_same_text()
    {
        foreach (var set in (EnvironmentSet[])[Read(Everything), Sparse(600)]) Text(Read(Text(set))).ShouldBe(Text(set));
    }

    [Fact]
    public void Writing_takes_little_memory_however_long_the_text_is()
    {
        var set = Sparse(6000);
        using var stream = new Counter();
        long before = GC.GetAllocatedBytesForCurrentThread();
        MdpFileText.Write(stream, set, buffer: 4096);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        stream.Bytes.ShouldBeGreaterThan(2_000_000);
        stream.Largest.ShouldBeLessThan(20_000);
        allocated.ShouldBeLessThan(200_000);
    }

    [Fact]
    public void An_interrupted_conversion_leaves_the_folder_as_it_was()
    {
        using var folder = new Folder();
        string path = folder.Write("x.mdp.json", "mine");
        using var interrupted = new CancellationTokenSource();
        var export = new MdpExport(
            [(path, stream =>
            {
                MdpFileText.Write(stream, Sparse(600));
                interrupted.Cancel();
                MdpFileText.Write(stream, Sparse(600));
            })], []);
        Should.Throw<OperationCanceledException>(() => export.Write(overwrite: true, interrupted.Token));
        Directory.GetFiles(folder.Path).ShouldBe([path]);
        File.ReadAllText(path).ShouldBe("mine");
    }

    /// <summary>The text of a file.</summary>
    internal static string Text(EnvironmentSet set)
    {
        using var stream = new MemoryStream();
        MdpFileText.Write(stream, set);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static EnvironmentSet Sparse(int states)
    {
        var set = new GarnetEnvironment { States = states, Types = 1, EpsilonR = 0.5 }.Build(0.9);
        set.Types[0].Kernel.IsSparse.ShouldBeTrue();
        return set;
    }

    private static EnvironmentSet Read(string text)
    {
        using var folder = new Folder();
        return MdpFile.Read(folder.Write("x.mdp.json", text));
    }

    /// <summary>A stream that keeps nothing.</summary>
    private sealed class Counter : MemoryStream
    {
        public long Bytes { get; private set; }

        public int Largest { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer) =>
            (Bytes, Largest) = (Bytes + buffer.Length, Math.Max(Largest, buffer.Length));

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    }
}
