using System.CommandLine;
using System.Globalization;
using FedPG.Experiments.Configuration;
using FedPG.Experiments.Files;
using FedPG.Experiments.Specification;
using FedPG.Experiments.Text;
using FedPG.Tool.Completion;
using FedPG.Tool.Http;

namespace FedPG.Tool.Commands;

/// <summary>Options that several verbs have.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Print JSON instead of text." };

    public static Option<string?> Config() => new("--config")
    {
        Description = "Settings of the cluster and the database, e.g. hocon/cluster.conf.",
        HelpName = "FILE",
    };

    /// <summary>The settings of the file, or the defaults without one.</summary>
    public static ProcessConfiguration Process(string? file) => file is null ? ProcessConfiguration.Default : ProcessReader.Read(file);

    public static Option<string[]> Set(CatalogueOption catalogue) => new("--set")
    {
        Description = "Set a key of the experiment, e.g. --set fedpg.rounds=100. May be given several times.",
        HelpName = "KEY=VALUE",
        CompletionSources = { context => SettingCompletions.Of(context.WordToComplete, catalogue.Of(context.ParseResult)) },
    };

    public static Option<string[]> Variant() => new("--variant")
    {
        Description = "Run only these variants of the file. Takes several names, and may be given several times.",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
    };

    public static Option<string?> Http() => new("--http")
    {
        Description = "Serve /healthz, /readyz, /metrics and /status, on the loopback interface if only a port is given.",
        HelpName = "[HOST:]PORT",
    };

    /// <summary>The address of <see cref="Http()"/>; null if it is not given.</summary>
    public static HttpAddress? HttpAddress(string? text) => text is null ? null : Tool.Http.HttpAddress.Parse(text);

    /// <summary>Parses seeds: a range 0..9, a list 0,2,5 or both.</summary>
    public static IReadOnlyList<long>? ParseSeeds(string? text)
    {
        if (text is null) return null;
        var seeds = new List<long>();
        foreach (string part in text.Split(','))
        {
            string[] ends = part.Split("..");
            if (ends.Length > 2) throw Refused(text);
            var (first, last) = (Seed(ends[0], text), Seed(ends[^1], text));

            // Counts instead of comparing: the largest seed has no successor.
            if (last < first || last - first >= InputLimits.Runs - seeds.Count) throw Refused(text);
            for (long i = 0; i <= last - first; i++) seeds.Add(first + i);
        }

        return seeds.Distinct().Count() == seeds.Count ? seeds : throw Refused(text);
    }

    /// <summary>The integer value of an option; null if it is not given.</summary>
    public static int? Integer(string? text, string option, int least, int most)
    {
        if (text is null) return null;
        bool isInteger = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number);
        return isInteger && number >= least && number <= most
            ? number
            : throw new SpecificationException(
                option, Shown(text), most == int.MaxValue ? $"an integer of at least {least}" : $"an integer from {least} to {most}");
    }

    /// <summary>A finite number of at least 0; 0 if it is not given. Commas are refused: '0,5' may mean a half or five.</summary>
    public static double NonNegative(string? text, string option)
    {
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (text is null) return 0;
        bool isNumber = double.TryParse(text, style, CultureInfo.InvariantCulture, out double number);
        return isNumber && double.IsFinite(number) && number >= 0
            ? number
            : throw new SpecificationException(option, Shown(text), "a finite number of at least 0, such as 0.5");
    }

    /// <summary>The user's text, made fit for an error line.</summary>
    public static string Shown(string text) => OneLine.Of(text);

    private static long Seed(string number, string text) =>
        long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long seed) ? seed : throw Refused(text);

    private static SpecificationException Refused(string text) => new(
        "--seeds", $"'{Shown(text)}'",
        $"a range like 0..9 or a list like 0,2,5 of distinct integers from 0 to {long.MaxValue}, at most {InputLimits.Runs} of them");
}
