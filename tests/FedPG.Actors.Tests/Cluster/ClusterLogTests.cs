using FedPG.Actors.Cluster;

namespace FedPG.Actors.Tests.Cluster;

/// <summary>Which of Akka's warnings reach the log of a cluster member.</summary>
public class ClusterLogTests
{
    private const string Remoting = "remoting (akka://fedpg)";

    [Theory]
    [InlineData("Association with remote system h:1 has failed; address is now gated for 1000 ms. Reason is: [TLS handshake failed]")]
    [InlineData("Error caught channel [::1->::2](Id=a) (AuthenticationException: The remote certificate was rejected.)")]
    [InlineData("Discarding oversized payload sent to h:1: max allowed size 128000 bytes, actual size was 200000 bytes.")]
    [InlineData("Error caught channel [::1->::2](Id=a) (TooLongFrameException: Adjusted frame length exceeds 128000: 2000000 - discarded)")]
    [InlineData("Serialization failed for message [x]. Transient association error (association remains live)")]
    [InlineData("Deserialization failed for message with serializer id [9]. Transient association error.")]
    [InlineData("Trying to join member with wrong ActorSystem name, but was ignored, expected [fedpg] but was [other]")]
    [InlineData("something that nobody has thought of")]
    public void Problems_of_the_transport_are_shown(string text) => OrdinaryEvents.Include(Remoting, text).ShouldBeFalse();

    [Theory]
    [InlineData(
        "Association with remote system h:1 has failed; address is now gated for 1000 ms. Reason is: [Disassociated]")]
    [InlineData("Tried to associate: Connection refused (SocketException: Connection refused)")]
    [InlineData("Cluster Node [akka.tcp://fedpg@h:1] - Marking node(s) as UNREACHABLE [x]. Node roles [agents]")]
    [InlineData("Leader can currently not perform its duties, reachability status: [x], member status: [y]")]
    [InlineData("Couldn't join seed nodes after [2] attempts, will try again. seed-nodes=[x]")]
    public void Unreachable_members_are_not_shown(string text) => OrdinaryEvents.Include(Remoting, text).ShouldBeTrue();

    [Fact]
    public void Warnings_of_other_sources_are_always_shown() =>
        OrdinaryEvents.Include("akka://fedpg/user/host", "a node was disassociated").ShouldBeFalse();

    [Fact]
    public void A_line_that_comes_again_within_the_interval_is_shown_once_whatever_its_numbers()
    {
        var lines = new RepeatedLines(TimeSpan.FromMinutes(1));
        var begin = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        lines.IsNews("TLS failed for port 1", begin).ShouldBeTrue();
        lines.IsNews("TLS failed for port 2", begin.AddSeconds(59)).ShouldBeFalse();
        lines.IsNews("something else", begin.AddSeconds(59)).ShouldBeTrue();
        lines.IsNews("TLS failed for port 3", begin.AddSeconds(60)).ShouldBeTrue();
    }
}
