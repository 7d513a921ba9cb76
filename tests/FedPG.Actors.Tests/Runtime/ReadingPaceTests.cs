using FedPG.Actors.Runtime;

namespace FedPG.Actors.Tests.Runtime;

public sealed class ReadingPaceTests
{
    [Theory]
    [InlineData(10, 5, 8)]
    [InlineData(1, 3, 48)]
    [InlineData(1, 4, 64)]
    [InlineData(1, 4.001, 0)]
    [InlineData(3, 60, 0)]
    public void Rounds_of_large_environments_are_left_until_sixteen_are_there_unless_they_are_long(int rounds, double elapsed, double expected)
    {
        var pace = new ReadingPace(parameters: 6_400, capacity: 81);
        pace.PauseAfter(rounds, TimeSpan.FromMilliseconds(elapsed), hasPaused: false).ShouldBe(TimeSpan.FromMilliseconds(expected));
        pace.PauseAfter(rounds, TimeSpan.FromMilliseconds(elapsed), hasPaused: true).ShouldBe(TimeSpan.FromMilliseconds(expected));
    }

    [Fact]
    public void No_more_are_left_than_half_of_what_can_wait() =>
        new ReadingPace(parameters: 100_000, capacity: 8).PauseAfter(2, TimeSpan.FromMilliseconds(4), hasPaused: false).ShouldBe(TimeSpan.FromMilliseconds(8));

    [Theory]
    [InlineData(60, 1, false, 1)]
    [InlineData(60, 1, true, 0)]
    [InlineData(1, 0.999, false, 1)]
    [InlineData(1, 1, false, 0)]
    [InlineData(2, 9, false, 0)]
    public void Short_rounds_of_small_environments_are_left_for_a_millisecond_every_other_time(int rounds, double elapsed, bool hasPaused, double expected) =>
        new ReadingPace(parameters: 20, capacity: 256).PauseAfter(rounds, TimeSpan.FromMilliseconds(elapsed), hasPaused).ShouldBe(TimeSpan.FromMilliseconds(expected));
}
