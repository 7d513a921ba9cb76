using CsCheck;
using FedPG.Environments;

namespace FedPG.Tests.Environments;

public class TransitionKernelTests
{
    [Fact]
    public void Small_kernels_are_tables_and_large_ones_with_few_successors_are_lists()
    {
        SparseWorlds.Ring(512).IsSparse.ShouldBeFalse("2^20 numbers and no more");
        SparseWorlds.Ring(513).IsSparse.ShouldBeTrue();
        KernelForm.IsSparse(1024, 4, 1024 * 1024 / 2).ShouldBeTrue("an eighth");
        KernelForm.IsSparse(1024, 4, 1024 * 1024 / 2 + 1).ShouldBeFalse();
        KernelForm.IsSparse(100_000, 4, 1e9).ShouldBeTrue("a table would not fit");
    }

    [Fact]
    public void A_table_and_lists_of_successors_give_the_same_kernel() => Gen.Int[520, 530].Sample(
        states =>
        {
            var lists = SparseWorlds.Ring(states);
            var process = new MarkovDecisionProcess("table", states, 4, lists.ToTable(), new double[4 * states]);
            process.Kernel.IsSparse.ShouldBeTrue();
            process.Kernel.HasSameRows(lists).ShouldBeTrue();
            process.TransitionRow(3, 1).ToArray().ShouldBe(lists.ToTable().AsSpan(13 * states, states).ToArray());
            process.Transitions.SequenceEqual(lists.ToTable()).ShouldBeTrue();
        },
        iter: 3);

    [Fact]
    public void Successors_come_in_any_order_and_equal_ones_are_added()
    {
        var kernel = new TransitionKernelBuilder(1000, 2);
        for (int pair = 0; pair < 2000; pair++)
        {
            kernel.Add(900, 0.25);
            kernel.Add(7, 0.5);
            kernel.Add(31, 0);
            kernel.Add(900, 0.25);
            kernel.EndRow();
        }

        var row = kernel.Build().Row(1234);
        row.States.ToArray().ShouldBe([7, 900]);
        row.Probabilities.ToArray().ShouldBe([0.5, 0.5]);
        (row[7], row[8], row[900]).ShouldBe((0.5, 0, 0.5));
    }

    [Fact]
    public void A_row_that_is_no_distribution_is_refused_with_the_state_that_it_leads_to()
    {
        Fault(1.5).ShouldBe("environment 'bad', state 0, action 0, transitions, entry 900: found 1.5; accepted: a probability from 0 to 1");
        Fault(0.5).ShouldBe(
            "environment 'bad', state 0, action 0, transitions: found a row that sums to 0.5; accepted: a sum of 1 within 1e-9");
    }

    [Fact]
    public void A_successor_that_is_no_state_and_a_missing_row_are_refused()
    {
        var kernel = new TransitionKernelBuilder(3, 2);
        Should.Throw<ArgumentOutOfRangeException>(() => kernel.Add(3, 1));
        Should.Throw<InvalidOperationException>(() => kernel.Build());
    }

    [Fact]
    public void Rows_are_read_without_allocations()
    {
        var kernel = SparseWorlds.Ring(600);
        var values = new double[600];
        double sum = kernel.Row(5).Expected(values);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int pair = 0; pair < kernel.Pairs; pair++) sum += kernel.Row(pair).Expected(values);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        sum.ShouldBe(0);
    }

    [Fact]
    public void Built_in_worlds_with_few_successors_are_sparse_when_they_are_large()
    {
        new GridworldEnvironment { Rows = 30, Columns = 30, Walls = [], Goal = [29, 29], EpsilonP = 0.5 }.Build(null).Types
            .ShouldAllBe(type => type.Kernel.IsSparse && type.Kernel.Count <= 5 * type.Kernel.Pairs);
        new WindyCliffEnvironment { Width = 30, Height = 30 }.Build(null).Types
            .ShouldAllBe(type => type.Kernel.IsSparse && type.Kernel.Count <= 2 * type.Kernel.Pairs);
        var garnet = new GarnetEnvironment { States = 900 }.Build(null);
        garnet.Types.ShouldAllBe(type => type.Kernel.IsSparse && type.Kernel.Count <= 6 * type.Kernel.Pairs);
        PeriodicEnvironments.WithPeriod(garnet, 2).Types.ShouldAllBe(type => type.Kernel.IsSparse && type.States == 1800);
    }

    [Fact]
    public void The_announced_size_of_a_sparse_family_is_linear_in_its_states()
    {
        double Bytes(int rows) => new GridworldEnvironment { Rows = rows, Columns = 300, Walls = [] }.Size!.Value.Bytes;
        (Bytes(600) / Bytes(300)).ShouldBe(2, 1e-3);
        Bytes(300).ShouldBeLessThan(300e6);
    }

    private static string Fault(double probability)
    {
        var kernel = new TransitionKernelBuilder(1000, 2);
        for (int pair = 0; pair < 2000; pair++)
        {
            kernel.Add(900, pair == 0 ? probability : 1);
            kernel.EndRow();
        }

        return Should.Throw<SpecificationException>(() => new MarkovDecisionProcess("bad", kernel.Build(), new double[2000])).Message;
    }
}
