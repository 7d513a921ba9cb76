using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using FedPG.Experiments.Records;

namespace FedPG.Tool.Http;

/// <summary>The state of <c>fedpg node</c>: what <c>/status</c> answers.</summary>
internal sealed record MemberStatus
{
    /// <summary>The format.</summary>
    public string Format { get; init; } = "fedpg-node-status/1";

    /// <summary>The role: agents or server.</summary>
    public required string Role { get; init; }

    /// <summary>Whether the process can do its part now.</summary>
    public required bool Ready { get; init; }

    /// <summary>Why not; null if it can.</summary>
    public string? Obstacle { get; init; }

    /// <summary>When this was so, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Seconds since the process began.</summary>
    public required double ElapsedSeconds { get; init; }

    /// <summary>The address by which the other processes reach this one, HOST:PORT; null before the first join.</summary>
    public string? Address { get; init; }

    /// <summary>HOST:PORT of the processes to join at.</summary>
    public required ImmutableArray<string> SeedNodes { get; init; }

    /// <summary>The runs that this node has trained agents for, so far.</summary>
    public required int Runs { get; init; }

    /// <summary>The status as one line of JSON, without a line end.</summary>
    public string Line() => JsonSerializer.Serialize(this, MemberJson.Shared.MemberStatus);
}

/// <summary>JSON of the status, generated at compile time: one line, camelCase.</summary>
[JsonSerializable(typeof(MemberStatus))]
internal sealed partial class MemberJson : JsonSerializerContext
{
    public static MemberJson Shared { get; } = new(new JsonSerializerOptions(RecordsJson.NewOptions()) { WriteIndented = false });
}
