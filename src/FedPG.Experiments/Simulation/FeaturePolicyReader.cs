using System.Collections.Immutable;
using System.Text.Json;
using FedPG.Experiments.Configuration.Binding;
using FedPG.Experiments.Files;
using FedPG.Experiments.Text;
using FedPG.Options;

namespace FedPG.Experiments.Simulation;

/// <summary>Reads the files that <see cref="FeaturePolicyFile"/> writes; settings have the rules of experiment files.</summary>
internal static class FeaturePolicyReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="environment">The environment that the policy is for, in words, for messages.</param>
    /// <exception cref="SpecificationException">The file is invalid; the message is one line and names the place.</exception>
    public static FeaturePolicy Read(string path, string environment)
    {
        string file = OneLine.Of(path);
        var (settings, isBits, parameters, round) = JsonInput.Read(path, PolicyFile.Format, root => Parts(root, environment));
        var options = new OptionsBinder(ExperimentCatalogue.Default).Bind<PolicyOptions>(JsonSection.Of(settings, file, "policy"));
        if (ControlPolicyFamily.Names.Contains(options.Family))
            return new FeaturePolicy(options, isBits, parameters) { Round = round };
        throw new SpecificationException(
            $"{file}: policy.family", $"'{OneLine.Of(options.Family)}'", NameList.Or(ControlPolicyFamily.Names));
    }

    private static (JsonElement Settings, bool IsBits, ImmutableArray<double> Parameters, int? Round) Parts(
        JsonElement root, string environment)
    {
        JsonInput.RequireFormat(root, PolicyFile.Format);
        if (JsonInput.TryGet(root, "parameterization", out var name) && !FeaturePolicyFile.IsFeatures(root))
        {
            throw new SpecificationException(
                "parameterization", JsonInput.Found(name), $"\"{FeaturePolicyFile.Parameterization}\" for {environment}");
        }

        string[] required = ["format", "parameterization", "structure", "policy", "parameters"];
        var members = JsonInput.Members(root, "the file", required, "round");
        double[] parameters = JsonInput.Numbers(members["parameters"], "parameters");
        int? round = members.TryGetValue("round", out var after) ? PolicyFile.Round(after) : null;
        return (members["policy"].Clone(), IsBits(members["structure"]), [.. parameters], round);
    }

    private static bool IsBits(JsonElement structure) => JsonInput.Text(structure, "structure") switch
    {
        FeaturePolicyFile.Bits => true,
        FeaturePolicyFile.Levels => false,
        _ => throw new SpecificationException(
            "structure", JsonInput.Found(structure), $"{FeaturePolicyFile.Bits} or {FeaturePolicyFile.Levels}"),
    };
}
