using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace FedPG.Experiments.Files;

/// <summary>The part of a text that is in memory. Checks that the text is UTF-8; a byte order mark is left out.</summary>
/// <param name="stream">The text.</param>
/// <param name="format">The format's name, for messages.</param>
internal sealed class JsonWindow(Stream stream, string format)
{
    private const int Size = 1 << 16;
    private const int LongestToken = 1 << 28;

    private byte[] _bytes = new byte[Size];
    private int _end;
    private int _checked;
    private bool _isBegun;
    private long _line;
    private long _column;

    /// <summary>The buffer.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The first byte that is not consumed.</summary>
    public int Start { get; private set; }

    /// <summary>The bytes that are not consumed.</summary>
    public ReadOnlySpan<byte> Rest => _bytes.AsSpan(Start, _end - Start);

    /// <summary>Whether the text ends with <see cref="Rest"/>.</summary>
    public bool IsLast { get; private set; }

    /// <summary>Marks bytes as consumed; they stay in the buffer until more are loaded.</summary>
    public void Consume(int count) => Start += count;

    /// <summary>Loads more of the text.</summary>
    /// <exception cref="SpecificationException">The text is not UTF-8, or a token is too long.</exception>
    public void Load()
    {
        CountLines();
        _bytes.AsSpan(Start, _end - Start).CopyTo(_bytes);
        (_end, _checked, Start) = (_end - Start, _checked - Start, 0);
        if (_end > _bytes.Length / 2) Grow();
        int read = stream.ReadAtLeast(_bytes.AsSpan(_end), _isBegun ? 1 : 3, throwOnEndOfStream: false);
        _end += read;
        IsLast = read == 0;
        if (!_isBegun && Rest.StartsWith(Encoding.UTF8.Preamble))
        {
            Rest[Encoding.UTF8.Preamble.Length..].CopyTo(_bytes);
            _end -= Encoding.UTF8.Preamble.Length;
        }

        _isBegun = true;
        Check();
    }

    /// <summary>What stands where the parser stopped, in words.</summary>
    public string Found(JsonException error)
    {
        // The error counts lines and bytes from the beginning of the text.
        long line = (error.LineNumber ?? 0) - _line, column = (error.BytePositionInLine ?? 0) - (line == 0 ? _column : 0);
        return JsonSyntax.Found(_bytes.AsSpan(0, _end), error, line, column);
    }

    private void Grow()
    {
        if (_bytes.Length >= LongestToken)
        {
            throw new SpecificationException(
                $"found a text of more than {InputLimits.Text(LongestToken / 2)}; accepted: a JSON file in the format {format}");
        }

        Array.Resize(ref _bytes, 2 * _bytes.Length);
    }

    private void CountLines()
    {
        var consumed = _bytes.AsSpan(0, Start);
        int last = consumed.LastIndexOf((byte)'\n');
        _line += consumed.Count((byte)'\n');
        _column = last < 0 ? _column + consumed.Length : consumed.Length - last - 1;
    }

    /// <summary>Checks the new bytes; a character that is not complete yet is checked with its rest.</summary>
    private void Check()
    {
        int end = _end;
        if (!IsLast)
        {
            int lead = end - 1;
            while (lead > _checked && end - lead < 4 && (_bytes[lead] & 0xc0) == 0x80) lead--;
            if (lead >= _checked && _bytes[lead] >= 0xc0) end = lead;
        }

        if (!Utf8.IsValid(_bytes.AsSpan(_checked, end - _checked)))
            throw new SpecificationException($"found bytes that are not UTF-8; accepted: a JSON file in the format {format}");
        _checked = end;
    }
}
