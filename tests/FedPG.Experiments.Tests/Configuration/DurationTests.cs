using FedPG.Experiments.Configuration.Binding;

namespace FedPG.Experiments.Tests.Configuration;

public class DurationTests
{
    [Theory]
    [InlineData("60s", 60)]
    [InlineData("1.5 m", 90)]
    [InlineData("250ms", 0.25)]
    [InlineData("2h", 7200)]
    public void Durations_are_numbers_with_a_unit(string text, double seconds)
    {
        Duration.TryParse(text, out var duration).ShouldBeTrue();
        duration.TotalSeconds.ShouldBe(seconds);
        Duration.TryParse(Duration.Format(duration), out var again).ShouldBeTrue();
        again.ShouldBe(duration);
    }

    [Theory]
    [InlineData("60")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1x")]
    [InlineData("1e99d")]
    [InlineData("99999999999999d")]
    public void Anything_else_is_refused(string text) => Duration.TryParse(text, out _).ShouldBeFalse();
}
