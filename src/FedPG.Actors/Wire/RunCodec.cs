using System.Globalization;
using System.Text.Json;
using FedPG.Actors.Wire.Messages;
using FedPG.Algorithms;
using FedPG.Environments;
using FedPG.Options;
using FedPG.Participation;
using Google.Protobuf;

namespace FedPG.Actors.Wire;

/// <summary>Encodes and decodes a run's specification for a node. Of the participation only the network faults are sent: the schedule stays
/// with the server.</summary>
internal static class RunCodec
{
    public static IMessage Encode(HostRun host) => new HostRunMessage
    {
        Run = Bytes.Of(host.Run),
        Node = host.Node,
        Description = Encode(host.Specification),
        WatchdogTicks = host.Watchdog?.Ticks ?? 0,
        Extensions = { host.Extensions.Select(text => new ExtensionMessage { Kind = (int)text.Kind, Name = text.Name, Json = text.Json }) },
    };

    public static HostRun DecodeHost(ReadOnlySpan<byte> bytes)
    {
        var message = HostRunMessage.Parser.ParseFrom(bytes);
        if (message.Description.Environments is null == message.Description.Family is null)
            throw new ArgumentException("a run needs tables of environments or a family that builds them, and not both");
        long watchdog = message.WatchdogTicks;
        return new HostRun(
            Bytes.Run(message.Run), message.Node, Decode(message.Description), watchdog > 0 ? TimeSpan.FromTicks(watchdog) : null)
        {
            Extensions =
            [
                .. message.Extensions.Select(
                    text => new ExtensionText(Bytes.Option<ExtensionKind>(text.Kind), text.Name, text.Json)),
            ],
        };
    }

    public static RunMessage Encode(FederationSpecification specification)
    {
        var network = specification.Participation.Network;
        return new RunMessage
        {
            Environments = specification.Environments is EnvironmentSet finite ? Encode(finite) : null,
            Family = specification.Environments is UnbuiltEnvironments unbuilt ? Encode(unbuilt.Family) : null,
            Agents = specification.Agents,
            Rounds = specification.Rounds,
            Seed = specification.Seed,
            Algorithm = specification.Algorithm,
            Aggregator = specification.Aggregator,
            Optimizer = specification.Optimizer,
            Mode = specification.Mode,
            EdgeSize = specification.EdgeSize,
            LocalSteps = specification.Local.Steps,
            Batch = specification.Local.Batch,
            Horizon = specification.Local.Horizon,
            StepSize = specification.Local.StepSize,
            Estimator = specification.Local.Estimator,
            Temperature = specification.Entropy.Temperature,
            Threshold = specification.Entropy.Threshold.ToString(),
            QStepSize = specification.QLearning.StepSize,
            QUpdate = (int)specification.QLearning.Update,
            Baseline = (int)specification.Local.Baseline,
            Policy = JsonSerializer.Serialize(specification.Policy),
            Episodes = specification.Evaluation.Episodes,
            EvaluationEvery = specification.Evaluation.Every,
            EvaluationReferences = (int)specification.Evaluation.References,
            ByzantineFraction = specification.Byzantine.Fraction,
            ByzantineAgents = { specification.Byzantine.Agents },
            Attack = specification.Byzantine.Attack,
            Loss = network.Loss,
            Duplication = network.Duplication,
            Reordering = network.Reordering,
        };
    }

    public static FederationSpecification Decode(RunMessage message)
    {
        var network = new NetworkOptions { Loss = message.Loss, Duplication = message.Duplication, Reordering = message.Reordering };
        return new FederationSpecification
        {
            Environments = message.Environments is { } finite ? Decode(finite) : Decode(message.Family),
            Agents = message.Agents,
            Rounds = message.Rounds,
            Seed = message.Seed,
            Algorithm = message.Algorithm,
            Aggregator = message.Aggregator,
            Optimizer = message.Optimizer,
            Mode = message.Mode,
            EdgeSize = message.EdgeSize,
            Local = new LocalOptions
            {
                Steps = message.LocalSteps,
                Batch = message.Batch,
                Horizon = message.Horizon,
                StepSize = message.StepSize,
                Estimator = message.Estimator,
                Baseline = Bytes.Option<GradientBaseline>(message.Baseline),
            },
            Entropy = new EntropyOptions
            {
                Temperature = message.Temperature,
                Threshold = ImprovementThreshold.Parse(message.Threshold, CultureInfo.InvariantCulture),
            },
            QLearning = new QLearningOptions { StepSize = message.QStepSize, Update = Bytes.Option<QLearningUpdate>(message.QUpdate) },
            Policy = JsonSerializer.Deserialize<PolicyOptions>(message.Policy) ?? throw new JsonException("null"),
            Evaluation = new EvaluationOptions
            {
                Every = message.EvaluationEvery,
                Episodes = message.Episodes,
                References = Bytes.Option<ReferenceScope>(message.EvaluationReferences),
            },
            Byzantine = new ByzantineOptions
            {
                Fraction = message.ByzantineFraction,
                Agents = [.. message.ByzantineAgents],
                Attack = message.Attack,
            },
            Participation = network.IsOn ? new FaultModel(new ServerOptions(), [], network) : FullParticipation.Instance,
        };
    }

    private static FamilyMessage Encode(FamilyText family) =>
        new() { Name = family.Name, Json = family.Json, Discount = family.Discount, Types_ = family.Types };

    private static UnbuiltEnvironments Decode(FamilyMessage? message) => message is null
        ? throw new FormatException("a run without environments")
        : new UnbuiltEnvironments(new FamilyText(message.Name, message.Json, message.Discount, message.Types_));

    private static EnvironmentsMessage Encode(EnvironmentSet set)
    {
        var message = new EnvironmentsMessage { Discount = set.Discount };
        message.InitialDistribution.AddRange(set.InitialDistribution);
        if (!set.IsScoredFromStart) message.EvaluationDistribution.AddRange(set.EvaluationDistribution);
        message.Types_.AddRange(set.Types.Select(ProcessCodec.Encode));
        message.AgentsByType.AddRange(set.Shares.Counts);
        message.Weights.AddRange(set.Shares.Weights);
        message.ActionCounts.AddRange(set.ActionSets.Counts.Select(count => (uint)count));
        message.TerminalStates.AddRange(set.TerminalStates.Select(state => (uint)state));
        return message;
    }

    private static EnvironmentSet Decode(EnvironmentsMessage message) => new(
        message.Discount,
        [.. message.InitialDistribution],
        [.. message.Types_.Select(ProcessCodec.Decode)],
        message.EvaluationDistribution.Count == 0 ? null : [.. message.EvaluationDistribution])
    {
        Shares = DecodeShares(message),
        ActionSets = DecodeSets(message),
        TerminalStates = [.. message.TerminalStates.Select(state => (int)state)],
    };

    private static ActionSets DecodeSets(EnvironmentsMessage message)
    {
        var (states, actions) = (message.Types_[0].States, message.Types_[0].Actions);
        return message.ActionCounts.Count == 0
            ? ActionSets.Full(states, actions)
            : ActionSets.Of([.. message.ActionCounts.Select(count => (int)Math.Min(count, int.MaxValue))], actions);
    }

    private static TypeShares DecodeShares(EnvironmentsMessage message) => message switch
    {
        { AgentsByType: [_, ..] counts } => TypeShares.OfCounts([.. counts]),
        { Weights: [_, ..] weights } => TypeShares.OfWeights([.. weights]),
        _ => TypeShares.Equal(message.Types_.Count),
    };
}
