using FedPG.Environments;
using FedPG.Experiments.Configuration;

namespace FedPG.Experiments.Tests.Configuration;

public class EnvironmentCacheTests
{
    private readonly EnvironmentCache _cache = new(Worlds.Catalogue);

    [Fact]
    public void Equal_settings_share_one_environment_arrays_compared_by_value() =>
        _cache.Get(new GridWorld { Walls = [[0, 1]] }, null).ShouldBeSameAs(_cache.Get(new GridWorld { Walls = [[0, 1]] }, null));

    [Fact]
    public void Different_settings_discounts_and_families_do_not()
    {
        var grid = _cache.Get(new GridWorld(), null);
        _cache.Get(new GridWorld { Walls = [[0, 1]] }, null).ShouldNotBeSameAs(grid);
        _cache.Get(new GridWorld(), 0.5).ShouldNotBeSameAs(grid);
        _cache.Get(new GridWorld(), 0.5).Discount.ShouldBe(0.5);
        _cache.Get(new PlainWorld(), null).ShouldNotBeSameAs(_cache.Get(new SyntheticEnvironment(), null));
    }
}
