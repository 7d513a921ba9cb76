using System.Text;
using FedPG.Experiments.Text;

namespace FedPG.Experiments.Files;

/// <summary>Reads the user's text files.</summary>
internal static class TextFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text, without a byte order mark.</summary>
    /// <param name="path">The file.</param>
    /// <param name="accepted">What the file should be, for error messages.</param>
    /// <param name="limit">The maximum number of bytes.</param>
    /// <exception cref="SpecificationException">The file is not a regular file of UTF-8 text, or too large.</exception>
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
