using System.Text;

namespace FedPG.Experiments.Configuration;

/// <summary>Reads text files of the user's.</summary>
internal static class TextFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text, without a byte order mark.</summary>
    /// <param name="path">The file.</param>
    /// <param name="accepted">What is expected of it, in words.</param>
    /// <param name="limit">The most bytes it may have.</param>
    /// <exception cref="SpecificationException">It is not a regular file with UTF-8 text, or too large.</exception>
    public static string Read(string path, string accepted, int limit = InputLimits.ConfigurationBytes)
    {
        byte[] content = RegularFile.Read(path, limit, accepted);
        try
        {
            return Strict.GetString(content).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException e)
        {
            throw new SpecificationException($"{OneLine.Of(path)}: found bytes that are not UTF-8; accepted: {accepted}", e);
        }
    }
}
