using CsCheck;
using FedPG.Experiments.Files;
using FedPG.Experiments.Tests.Configuration;
using FedPG.Options;

namespace FedPG.Experiments.Tests.Files;

public class FeaturePolicyFileTests
{
    [Fact]
    public void A_written_policy_reads_back_with_all_settings_and_the_same_bits()
    {
        using var folder = new Folder();
        string path = Path.Combine(folder.Path, "policy.json");
        var settings =
            from family in Gen.Int[0, ControlPolicyFamily.Names.Count - 1]
            from features in Gen.Enum<FeatureKind>()
            from dimensions in Gen.Enum<ActionDimensions>()
            from decoding in Gen.Enum<ActionDecoding>()
            from bits in Gen.Int[1, 16]
            from floor in Gen.Double[0, 0.999]
            from hidden in Gen.Int[1, 64].Array[1, 3]
            from gain in Gen.Double[-2, 2].Array[1, 3].Array[0, 2]
            select new PolicyOptions
            {
                Family = ControlPolicyFamily.Names[family],
                Features = features,
                Dimensions = dimensions,
                Decoding = decoding,
                Bits = bits,
                Floor = floor,
                Mlp = new MlpOptions { Hidden = hidden },
                Gaussian = new GaussianOptions { Gain = gain },
                Tiles = new TileOptions { Tilings = 1 + bits },
            };
        Gen.Select(settings, Gen.Bool, Gen.Double.Where(double.IsFinite).Array, Gen.Int[0, 9]).Sample(
            (options, isBits, parameters, round) =>
            {
                var written = new FeaturePolicy(options, isBits, [.. parameters]) { Round = round == 0 ? null : round };
                FeaturePolicyFile.Write(path, written);
                var read = Simulation.FeaturePolicyReader.Read(path, "an environment");
                read.IsBits.ShouldBe(isBits);
                read.Round.ShouldBe(written.Round);
                read.Parameters.Select(BitConverter.DoubleToInt64Bits).ShouldBe(parameters.Select(BitConverter.DoubleToInt64Bits));
                read.Options.Mlp.Hidden.ShouldBe(options.Mlp.Hidden);
                read.Options.Gaussian.Gain.ShouldBe(options.Gaussian.Gain);
                (read.Options.Gaussian with { Gain = options.Gaussian.Gain }).ShouldBe(options.Gaussian);
                (read.Options with { Mlp = options.Mlp, Gaussian = options.Gaussian }).ShouldBe(options);
            },
            iter: 200,
            threads: 1);
    }
}
