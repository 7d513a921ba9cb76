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
    public static string Read(string path, string accepted, int limit = InputLimits.ConfigurationBytes) =>
        Text(RegularFile.Read(path, limit, accepted), OneLine.Of(path), accepted);

    /// <summary>The text of a stream to its end, without a byte order mark.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">The stream's name in messages.</param>
    /// <param name="accepted">What the text should be, for error messages.</param>
    /// <exception cref="SpecificationException">The stream is not UTF-8 text, or too long.</exception>
    public static string Read(Stream stream, string name, string accepted)
    {
        byte[] content = new byte[InputLimits.ConfigurationBytes + 1];
        int length = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return length == content.Length
            ? throw new SpecificationException(
                name, "more text", $"{accepted}, of at most {InputLimits.Text(InputLimits.ConfigurationBytes)}")
            : Text(content.AsSpan(0, length), name, accepted);
    }

    private static string Text(ReadOnlySpan<byte> content, string name, string accepted)
    {
        try
        {
            return Strict.GetString(content).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException e)
        {
            throw new SpecificationException($"{name}: found bytes that are not UTF-8; accepted: {accepted}", e);
        }
    }
}
