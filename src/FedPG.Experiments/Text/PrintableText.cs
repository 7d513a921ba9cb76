using System.Text;
using System.Xml;

namespace FedPG.Experiments.Text;

/// <summary>Text from a file, fit for XML and one line.</summary>
internal static class PrintableText
{
    /// <summary>The text with what no XML document may contain, and line ends, replaced by U+FFFD and blanks.</summary>
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
