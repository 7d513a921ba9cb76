using Akka.Actor;
using Akka.Serialization;

namespace FedPG.Actors.Checkpoints;

/// <summary>Akka's way to <see cref="CheckpointCodec"/>.</summary>
public sealed class CheckpointSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <inheritdoc/>
    public override int Identifier => 23460;

    /// <inheritdoc/>
    public override string Manifest(object o) => "checkpoint";

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => CheckpointCodec.Encode((RunCheckpoint)obj);

    /// <inheritdoc/>
    /// <exception cref="Wire.MalformedMessageException">The bytes are damaged.</exception>
    public override object FromBinary(byte[] bytes, string manifest) => CheckpointCodec.Decode(bytes);
}
