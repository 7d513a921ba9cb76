using System.Collections.Immutable;

namespace FedPG.Environments;

/// <summary>The environments an experiment can name, each with the type whose properties are its settings.</summary>
public sealed class EnvironmentCatalogue
{
    private EnvironmentCatalogue(ImmutableSortedDictionary<string, Type> definitions) => Definitions = definitions;

    /// <summary>The environments that need nothing but their settings.</summary>
    public static EnvironmentCatalogue BuiltIn { get; } = new EnvironmentCatalogue(
            ImmutableSortedDictionary.Create<string, Type>(StringComparer.Ordinal))
        .With<SyntheticEnvironment>("synthetic")
        .With<ChallengingMdpEnvironment>("challenging-mdp")
        .With<ChallengingGridworldEnvironment>("challenging-gridworld")
        .With<GridworldEnvironment>("gridworld")
        .With<RandomMdpEnvironment>("random-mdp")
        .With<WindyCliffEnvironment>("windy-cliff")
        .With<GarnetEnvironment>("garnet");

    /// <summary>The definition's type by the environment's name.</summary>
    public ImmutableSortedDictionary<string, Type> Definitions { get; }

    /// <summary>This catalogue and one environment more.</summary>
    public EnvironmentCatalogue With<TDefinition>(string name)
        where TDefinition : IEnvironmentDefinition, new() => new(Definitions.SetItem(name, typeof(TDefinition)));
}
