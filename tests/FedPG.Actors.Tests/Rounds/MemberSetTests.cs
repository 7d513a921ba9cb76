using CsCheck;
using FedPG.Actors.Rounds;

namespace FedPG.Actors.Tests.Rounds;

public class MemberSetTests
{
    [Fact]
    public void Member_sets_hold_what_was_added() => Gen.Int[0, 199].Array[0, 100].Sample(members =>
    {
        var set = members.Aggregate(MemberSet.Empty(200), (s, member) => s.Add(member));
        set.Count.ShouldBe(members.Distinct().Count());
        for (int i = 0; i < 200; i++) set.Contains(i).ShouldBe(members.Contains(i));
        var same = MemberSet.Of(200, members.Distinct());
        same.Count.ShouldBe(set.Count);
        for (int i = 0; i < 200; i++) same.Contains(i).ShouldBe(set.Contains(i));
    });

    [Fact]
    public void The_full_set_has_all_members()
    {
        var all = MemberSet.All(70);
        all.Count.ShouldBe(70);
        Enumerable.Range(0, 70).ShouldAllBe(member => all.Contains(member));
    }

    [Fact]
    public void Members_of_another_set_are_taken_from_a_range() => Gen.Select(
        Gen.Int[0, 199].Array[0, 100], Gen.Int[0, 199].Array[0, 100], Gen.Int[0, 200], Gen.Int[0, 200]).Sample((
            members, others, first, end) =>
    {
        var set = MemberSet.Of(200, members.Distinct()).With(MemberSet.Of(200, others.Distinct()), first, end);
        var expected = members.Union(others.Where(member => member >= first && member < end)).ToHashSet();
        set.Count.ShouldBe(expected.Count);
        for (int i = 0; i < 200; i++) set.Contains(i).ShouldBe(expected.Contains(i));
        set.CountIn(first, end).ShouldBe(expected.Count(member => member >= first && member < end));
    });
}
