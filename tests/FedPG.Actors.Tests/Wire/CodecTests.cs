using Akka.Actor;
using Akka.Serialization;
using CsCheck;
using FedPG.Actors.Protocol;
using FedPG.Actors.Runtime;
using FedPG.Actors.Wire;
using FedPG.Actors.Wire.Messages;
using FedPG.Control;
using FedPG.Control.Environments;
using FedPG.Federation;
using FedPG.Participation;
using Google.Protobuf;

namespace FedPG.Actors.Tests.Wire;

public class CodecTests
{
    private static readonly string[] Manifests = [.. TravellingMessages.Kinds.Select(kind => Codec.ManifestOf(kind.Single()))];

    [Fact]
    public void Every_kind_of_message_is_tested() =>
        TravellingMessages.Kinds.Select(kind => kind.Single().GetType()).ShouldBe(Codec.Types, ignoreOrder: true);

    [Fact]
    public void Every_bit_of_every_message_survives_a_round_trip() => TravellingMessages.All.Sample(message =>
    {
        object back = Codec.Decode(Codec.ManifestOf(message), Codec.Encode(message));
        back.ShouldBeOfType(message.GetType());
        Bits.Of(back).ShouldBe(Bits.Of(message));
    });

    [Fact]
    public void Akka_finds_the_serializer_and_passes_parcels_on_as_the_messages_they_hold()
    {
        using var system = ActorSystem.Create("codec", QuietLog.Settings.WithFallback(ActorConfiguration.Reference));
        var serializer = (SerializerWithStringManifest)system.Serialization.FindSerializerForType(typeof(Parcel));
        serializer.ShouldBeOfType<FederationSerializer>();
        TravellingMessages.All.Where(message => message is not Chunk).Sample(
            message =>
            {
                var parcel = Parcel.Of(message, transfer: 1).ShouldHaveSingleItem();
                Bits.Of(serializer.FromBinary(serializer.ToBinary(parcel), serializer.Manifest(parcel))).ShouldBe(Bits.Of(message));
                serializer.ToBinary(message).ShouldBe(parcel.Content);
                serializer.Manifest(message).ShouldBe(parcel.Manifest);
            },
            iter: 50);
    }

    [Fact]
    public void A_small_message_cannot_claim_so_many_agents_that_their_states_fill_the_memory()
    {
        var message = new AssignmentMessage
        {
            Run = Bytes.Of(RunId.New()),
            Round = 1,
            Everyone = true,
            Agents = int.MaxValue,
            States = { new AgentStateMessage { Agent = int.MaxValue - 60 } },
        };
        Should.Throw<MalformedMessageException>(() => Codec.Decode("assignment", message.ToByteArray()))
            .Message.ShouldEndWith("2147483647 agents");
    }

    [Fact]
    public void A_failure_of_no_agent_is_not_one_of_agent_0()
    {
        var run = RunId.New();
        Round(new RoundFailed(run, 3, Agent: null, new RemoteFailure("Exception", "text"))).Agent.ShouldBeNull();
        Round(new RoundFailed(run, 3, Agent: 0, new RemoteFailure("Exception", "text"))).Agent.ShouldBe(0);

        static RoundFailed Round(RoundFailed failed) => (RoundFailed)Codec.Decode("round-failed", Codec.Encode(failed));
    }

    [Fact]
    public void A_kill_is_distinguished_from_errors_by_the_receiver_too()
    {
        var lost = (NodeLost)Codec.Decode("node-lost", Codec.Encode(new NodeLost(RunId.New(), 1, 2, new ActorKilledException("killed"))));
        lost.Reason.ShouldBeOfType<ActorKilledException>().Message.ShouldBe("killed");
    }

    [Fact]
    public void Damaged_messages_are_malformed_or_messages_and_cost_no_more_memory_than_their_bytes() =>
        Gen.Select(TravellingMessages.All, Gen.Int[0, int.MaxValue], Gen.Int[0, int.MaxValue], Gen.Bool)
            .Sample((message, place, bit, isCut) =>
        {
            byte[] bytes = Codec.Encode(message);
            if (bytes.Length == 0) return;
            if (isCut) bytes = bytes[..(place % bytes.Length)];
            else bytes[place % bytes.Length] ^= (byte)(1 << (bit % 8));
            ShouldBeHarmless(Codec.ManifestOf(message), bytes);
        });

    [Fact]
    public void Random_bytes_are_malformed_or_messages_and_cost_no_more_memory_than_their_bytes() =>
        Gen.Select(Gen.Int[0, Manifests.Length - 1], Gen.Byte.Array[0, 200])
            .Sample((kind, bytes) => ShouldBeHarmless(Manifests[kind], bytes));

    [Theory]
    [InlineData("")]
    [InlineData("System.Diagnostics.Process, System")]
    [InlineData("assignment ")]
    public void An_unknown_manifest_is_malformed(string manifest) =>
        Should.Throw<MalformedMessageException>(() => Codec.Decode(manifest, [])).Message.ShouldBe(
            $"no message has the manifest '{manifest}'");

    [Fact]
    public void A_manifest_cannot_write_to_a_terminal_or_fill_a_log()
    {
        string message = Should.Throw<MalformedMessageException>(() => Codec.Decode("\u001b[2J\n" + new string('x', 100_000), [])).Message;
        message.ShouldBe($"no message has the manifest '?[2J?{new string('x', 35)}'");
    }

    [Fact]
    public void A_number_of_agents_that_is_only_named_takes_no_memory()
    {
        var message = Assignment();
        message.Agents = RoundCodec.MostAgents;
        message.Work.Add(new AgentWorkMessage { Agent = RoundCodec.MostAgents - 1, Attendance = (int)Attendance.Rests });
        long before = GC.GetAllocatedBytesForCurrentThread();
        var attendance = Decode(message).Broadcast.Attendance;
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100_000);
        attendance.Agents.ShouldBe(RoundCodec.MostAgents);
        attendance[RoundCodec.MostAgents - 1].Attendance.ShouldBe(Attendance.Rests);
        attendance[0].ShouldBe(AgentRound.Present(4));
        attendance.IsEveryone.ShouldBeFalse();
    }

    [Theory]
    [InlineData(5, 0, 4, 1.0)]
    [InlineData(-1, 0, 4, 1.0)]
    [InlineData(0, 7, 4, 1.0)]
    [InlineData(0, -1, 4, 1.0)]
    [InlineData(0, 0, 3, 1.0)]
    [InlineData(0, 0, 4, double.NaN)]
    [InlineData(0, 0, 4, double.PositiveInfinity)]
    public void Work_with_an_unknown_agent_kind_or_broadcast_or_an_invalid_weight_is_malformed(
        int agent, int attendance, int broadcast, double weight)
    {
        var message = Assignment();
        message.Work.Add(new AgentWorkMessage { Agent = agent, Attendance = attendance, Broadcast = broadcast, Weight = weight });
        Should.Throw<MalformedMessageException>(() => Decode(message)).Message.ShouldStartWith(
            $"{message.CalculateSize()} bytes are not a valid 'assignment' message: ");
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(2, 2)]
    [InlineData(0, 0)]
    [InlineData(0, -1)]
    public void A_chunk_beyond_its_message_is_malformed(int index, int count) =>
        Should.Throw<MalformedMessageException>(
            () => Codec.Decode("chunk", new ChunkMessage { Index = index, Count = count }.ToByteArray()));

    [Fact]
    public void An_option_that_does_not_exist_is_malformed()
    {
        var message = (HostRunMessage)RunCodec.Encode(new HostRun(RunId.New(), 0, TravellingMessages.Specification(), null));
        message.Description.QUpdate = 2;
        Should.Throw<MalformedMessageException>(
            () => Codec.Decode("host", message.ToByteArray())).Message.ShouldContain("2 is not a valid QLearningUpdate");
    }

    [Fact]
    public void A_run_without_environments_is_malformed()
    {
        var message = (HostRunMessage)RunCodec.Encode(new HostRun(RunId.New(), 0, TravellingMessages.Specification(), null));
        message.Description.Environments = null;
        Should.Throw<MalformedMessageException>(
            () => Codec.Decode("host", message.ToByteArray())).Message.ShouldContain("tables of environments or a family");
    }

    [Fact]
    public void Environments_with_continuous_states_are_sent_as_their_family_and_built_by_the_node()
    {
        var catalogue = FederationCatalogue.Default;
        var family = new PendulumEnvironment { Length = [1, 1.5], Mass = [0.5] };
        var sent = UnbuiltEnvironments.Of(family.Build(0.9).BuiltBy(family), catalogue);
        var run = new HostRun(RunId.New(), 0, TravellingMessages.Specification() with { Environments = sent }, null);
        var received = ((HostRun)Codec.Decode("host", Codec.Encode(run))).Specification.Environments;
        (received.TypeCount, received.Discount).ShouldBe((2, 0.9));
        var built = UnbuiltEnvironments.Build(received, catalogue).ShouldBeOfType<ControlEnvironments>();
        built.Family.ShouldBeOfType<PendulumEnvironment>().Length.ShouldBe([1, 1.5]);
        built.TypeNames.ShouldBe(["length 1", "length 1.5"]);
        built.Discount.ShouldBe(0.9);
    }

    [Fact]
    public void Types_without_a_codec_are_refused() =>
        Should.Throw<ArgumentException>(
            () => Codec.Encode(new AnswerOverdue(RunId.New(), 1, 1))).Message.ShouldStartWith("AnswerOverdue does not travel");

    [Fact]
    public void A_message_beyond_the_limit_is_refused_before_it_is_sent() =>
        Should.Throw<SpecificationException>(() => Codec.Encode(new EndRun(RunId.New()), limit: 17)).Message
            .ShouldBe("a message 'end': found one that is too large to send; accepted: at most 17 bytes");

    private static AssignmentMessage Assignment() => new() { Run = Bytes.Of(RunId.New()), Round = 4, Agents = 5 };

    private static RoundAssignment Decode(AssignmentMessage message) => (RoundAssignment)Codec.Decode("assignment", message.ToByteArray());

    private static void ShouldBeHarmless(string manifest, byte[] bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Codec.Decode(manifest, bytes).ShouldNotBeNull();
        }
        catch (MalformedMessageException)
        {
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(200_000 + 1000L * bytes.Length, manifest);
    }
}
