using Akka.Actor;
using Akka.Serialization;

namespace FedPG.Cluster.Tests;

/// <summary>Bytes that pretend to be a message of the federation's serializer.</summary>
internal sealed record Nonsense(string Manifest, byte[] Bytes);

/// <summary>A serializer with the identifier of the federation's serializer.</summary>
public sealed class NonsenseSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 23459;

    public override string Manifest(object o) => ((Nonsense)o).Manifest;

    public override byte[] ToBinary(object obj) => ((Nonsense)obj).Bytes;

    public override object FromBinary(byte[] bytes, string manifest) => throw new NotSupportedException();
}
