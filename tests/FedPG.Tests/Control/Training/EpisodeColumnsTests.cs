using CsCheck;
using FedPG.Kernels.Columns;

namespace FedPG.Tests.Control.Training;

/// <summary>
/// Every loop has the bits of a loop over single trajectories, also where one that has ended left numbers that are not finite.
/// </summary>
public class EpisodeColumnsTests
{
    private static readonly Gen<Columns> _columns =
        from blocks in Gen.Int[1, 4]
        let width = 8 * blocks
        from ended in Gen.Bool.Array[width]
        from rewards in Gen.Double[-10, 10].Array[width]
        from logLikelihoods in Gen.Double[-30, 0].Array[width]
        from later in Gen.Double[-100, 100].Array[width]
        select new Columns(
            rewards,
            [.. logLikelihoods.Select((number, j) => ended[j] ? double.NegativeInfinity : number)],
            [.. ended.Select(isOver => isOver ? 0.0 : 1)],
            later);

    [Fact]
    public void Rewards_to_go_are_summed_from_the_next_step() =>
        (from c in _columns from temperature in Gen.OneOf(Gen.Const(0.0), Gen.Const(0.1)) select (c, temperature)).Sample(
            x =>
            {
                var (c, temperature) = x;
                var found = new double[c.Width];
                EpisodeColumns.StepBack(new(c.Rewards, c.LogLikelihoods, c.Alive), temperature, 0.9, c.Later, found);
                found.ShouldBe(c.Each(j =>
                    0.9 * (temperature == 0 ? c.Rewards[j] : c.Rewards[j] - temperature * c.LogLikelihoods[j]) + c.Later[j]));
            },
            iter: 300);

    [Fact]
    public void Bonuses_are_added() => _columns.Sample(
        c =>
        {
            double[] found = [.. c.Later];
            EpisodeColumns.AddBonus(found, 0.9, c.LogLikelihoods, c.Alive);
            double[] bonuses = c.Each(j => -0.9 * c.LogLikelihoods[j]);
            found.ShouldBe(c.Later.Zip(bonuses, (sum, bonus) => sum + bonus));
        },
        iter: 300);

    [Fact]
    public void Credit_is_weighed() => _columns.Sample(
        c =>
        {
            double[] found = [.. c.Later];
            EpisodeColumns.Weigh(found, c.Rewards, 3, c.Alive);
            found.ShouldBe(c.Each(j => c.Rewards[j] * c.Later[j] * 3));
        },
        iter: 300);

    [Fact]
    public void The_sum_of_others_is_subtracted_in_the_order_of_the_lanes() => _columns.Sample(
        c =>
        {
            double[] found = [.. c.Later], lanes = new double[8];
            EpisodeColumns.SubtractOthers(found, 0.25);
            for (int j = 0; j < c.Width; j++) lanes[j % 8] += c.Later[j];
            double total = lanes[0] + lanes[4] + (lanes[2] + lanes[6]) + (lanes[1] + lanes[5] + (lanes[3] + lanes[7]));
            found.ShouldBe(c.Later.Select(number => number - (total - number) * 0.25));
        },
        iter: 300);

    private sealed record Columns(double[] Rewards, double[] LogLikelihoods, double[] Alive, double[] Later)
    {
        public int Width => Rewards.Length;

        /// <summary>A function of each trajectory, and 0 where it has ended.</summary>
        public double[] Each(Func<int, double> function) =>
            [.. Enumerable.Range(0, Width).Select(j => Alive[j] == 0 ? 0 : function(j))];
    }
}
