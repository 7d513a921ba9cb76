using System.Text;

namespace FedPG.Experiments.Configuration;

/// <summary>Reads text files of the user's.</summary>
internal static class TextFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text, without a byte order mark.</summary>
    /// <param name="path">The file.</param>
    /// <param name="accepted">What is expected of it, in words.</param>
    public static string Read(string path, string accepted)
    {
        string shown = path.Length == 0 ? "file" : OneLine.Of(path);
        try
        {
            if (path.Length == 0) throw new SpecificationException(shown, "no name", accepted);
            if (Directory.Exists(path)) throw new SpecificationException(shown, "a folder", accepted);
            return Strict.GetString(File.ReadAllBytes(path)).TrimStart('\ufeff');
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SpecificationException($"{shown}: found no such file; accepted: {accepted}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException and not DecoderFallbackException)
        {
            throw new SpecificationException($"{shown}: cannot be read ({OneLine.Of(e.Message)}); accepted: {accepted}", e);
        }
        catch (DecoderFallbackException e)
        {
            throw new SpecificationException($"{shown}: found bytes that are not UTF-8; accepted: {accepted}", e);
        }
    }
}
