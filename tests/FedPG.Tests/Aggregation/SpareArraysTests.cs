using FedPG.Aggregation;

namespace FedPG.Tests.Aggregation;

public class SpareArraysTests
{
    [Fact]
    public void At_most_64_arrays_are_kept_however_many_are_returned()
    {
        var spare = new SpareArrays(length: 3);
        var returned = Enumerable.Range(0, 1000).Select(_ => new double[3]).ToHashSet<double[]>(ReferenceEqualityComparer.Instance);
        foreach (double[] array in returned) spare.Return(array);
        var rented = Enumerable.Range(0, 1000).Select(_ => spare.Rent()).ToList();
        rented.Count(returned.Contains).ShouldBe(64);
        rented.ShouldAllBe(array => array.Length == 3);
        rented.ToHashSet<double[]>(ReferenceEqualityComparer.Instance).Count.ShouldBe(rented.Count);
    }

    [Fact]
    public void An_array_of_another_length_is_not_kept()
    {
        var spare = new SpareArrays(length: 3);
        spare.Return(new double[4]);
        spare.Rent().Length.ShouldBe(3);
    }
}
