using FedPG.Environments;

namespace FedPG.Tests.Environments;

public class RandomMdpEnvironmentTests
{
    [Theory]
    [InlineData(2, 0.3)]
    [InlineData(5, 0.5)]
    [InlineData(9, 1)]
    public void Disjoint_rows_are_at_distance_2_kappa_from_the_common_kernel(int states, double kappa)
    {
        // With κ = 0 a type is the common kernel itself.
        var definition = new RandomMdpEnvironment { States = states, Types = 3, Disjoint = true };
        var common = (definition with { Kappa = 0 }).Build(null).Types[0];
        foreach (var type in (definition with { Kappa = kappa }).Build(null).Types)
        {
            for (int s = 0; s < states; s++)
            {
                for (int a = 0; a < type.Actions; a++) L1(type.TransitionRow(s, a), common.TransitionRow(s, a)).ShouldBe(2 * kappa, 1e-12);
            }
        }
    }

    [Fact]
    public void Overlapping_rows_are_closer_than_2_kappa()
    {
        var definition = new RandomMdpEnvironment { Kappa = 0.5 };
        var common = (definition with { Kappa = 0 }).Build(null).Types[0];
        var type = definition.Build(null).Types[0];
        for (int i = 0; i < 25; i++) L1(type.TransitionRow(i / 5, i % 5), common.TransitionRow(i / 5, i % 5)).ShouldBeLessThan(1);
    }

    [Fact]
    public void Disjoint_rows_of_one_state_are_refused() =>
        Should.Throw<SpecificationException>(() => new RandomMdpEnvironment { States = 1, Disjoint = true }.Build(null)).Message
            .ShouldBe("environment.states: found 1; accepted: at least 2 when disjoint is on");

    private static double L1(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        double sum = 0;
        for (int i = 0; i < one.Length; i++) sum += Math.Abs(one[i] - other[i]);
        return sum;
    }
}
