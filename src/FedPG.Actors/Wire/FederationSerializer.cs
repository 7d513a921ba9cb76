using Akka.Actor;
using Akka.Serialization;

namespace FedPG.Actors.Wire;

/// <summary>The Akka serializer on top of <see cref="Codec"/>. Bytes that are not a message of the protocol cause an exception, which the
/// transport logs.</summary>
internal sealed class FederationSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <inheritdoc/>
    public override int Identifier => 23459;

    /// <inheritdoc/>
    public override string Manifest(object o) => o is Parcel parcel ? parcel.Manifest : Codec.ManifestOf(o);

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => obj is Parcel parcel ? parcel.Content : Codec.Encode(obj);

    /// <inheritdoc/>
    /// <exception cref="MalformedMessageException">The bytes are not a message of the protocol.</exception>
    public override object FromBinary(byte[] bytes, string manifest) => Codec.Decode(manifest, bytes);
}
