using FedPG.Actors.Runtime;

namespace FedPG.Actors.Tests.Runtime;

public sealed class ReaderThreadTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task What_awaits_its_pauses_goes_on_on_one_thread()
    {
        using var reader = new ReaderThread();
        await reader.Pause(Moment);
        var thread = Thread.CurrentThread;
        thread.Name.ShouldBe("fedpg.reader");
        thread.IsThreadPoolThread.ShouldBeFalse();
        await reader.Pause(Moment);
        Thread.CurrentThread.ShouldBe(thread);
    }

    [Fact]
    public async Task It_takes_pauses_from_other_threads()
    {
        using var reader = new ReaderThread();
        await reader.Pause(Moment);
        var thread = Thread.CurrentThread;
        await Elsewhere();
        Thread.CurrentThread.ShouldNotBe(thread);
        await reader.Pause(Moment);
        Thread.CurrentThread.ShouldBe(thread);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_ends_with_its_reader_whichever_thread_that_is_on(bool isOnItself)
    {
        var reader = new ReaderThread();
        await reader.Pause(Moment);
        var thread = Thread.CurrentThread;
        if (!isOnItself) await Elsewhere();
        reader.Dispose();
        if (isOnItself) await Elsewhere();
        thread.Join(TimeSpan.FromSeconds(30)).ShouldBeTrue();
    }

    [Fact]
    public void Without_a_pause_there_is_nothing_to_end() => Should.NotThrow(new ReaderThread().Dispose);

    private static async Task Elsewhere() => await Task.Run(() => { }).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
}
