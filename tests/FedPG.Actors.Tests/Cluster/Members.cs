using System.Collections.Immutable;
using System.Reflection;
using Akka.Actor;
using Akka.Cluster;
using Akka.Util;

namespace FedPG.Actors.Tests.Cluster;

/// <summary>Members of an imaginary cluster; Akka's own constructors are internal.</summary>
internal static class Members
{
    private static readonly MethodInfo Create = typeof(Member).GetMethod(
        "Create",
        BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic,
        [typeof(UniqueAddress), typeof(int), typeof(MemberStatus), typeof(ImmutableHashSet<string>), typeof(AppVersion)])!;

    /// <summary>A member with the given position in the order of joining.</summary>
    public static Member Of(int number, params string[] roles)
    {
        var address = new UniqueAddress(new Address("akka.tcp", "fedpg", "127.0.0.1", 5000 + number), uid: number);
        return (Member)Create.Invoke(null, [address, number, MemberStatus.Up, roles.ToImmutableHashSet(), AppVersion.Zero])!;
    }
}
