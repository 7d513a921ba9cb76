using System.Text;
using System.Xml;

namespace FedPG.Experiments.Text;

/// <summary>Makes text from a file fit for XML and for one line.</summary>
internal static class PrintableText
{
    /// <summary>The text with white space replaced by blanks, and characters that XML does not allow by U+FFFD.</summary>
    public static string Of(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune)) printable.Append(' ');
            else if (rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value)) printable.Append('\uFFFD');
            else printable.Append(rune);
        }

        return printable.ToString();
    }
}
