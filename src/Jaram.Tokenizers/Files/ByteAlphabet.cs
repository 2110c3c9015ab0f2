// In tokenizer.json each byte of a token is written as one printable character.
// Source: GPT-2's bytes_to_unicode: printable Latin-1 stands for itself, the other 68 bytes for U+0100 onwards.

namespace Jaram.Tokenizers;

/// <summary>Writes bytes as printable characters.</summary>
internal static class ByteAlphabet
{
    private static readonly char[] _letters = Letters();
    private static readonly Dictionary<char, byte> _values =
        _letters.Index().ToDictionary(letter => letter.Item, letter => (byte)letter.Index);

    /// <summary>Writes bytes as text, one character a byte.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = bytes.Length <= 512 ? stackalloc char[bytes.Length] : new char[bytes.Length];
        for (var i = 0; i < bytes.Length; i++) text[i] = _letters[bytes[i]];
        return new string(text);
    }

    /// <summary>Reads bytes that are written so.</summary>
    /// <returns>False when a character stands for no byte.</returns>
    public static bool TryBytes(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length];
        for (var i = 0; i < text.Length; i++)
            if (!_values.TryGetValue(text[i], out bytes[i])) return false;
        return true;
    }

    private static char[] Letters()
    {
        var letters = new char[256];
        var next = '\u0100';
        for (var value = 0; value < letters.Length; value++)
            letters[value] = IsPrintable(value) ? (char)value : next++;
        return letters;
    }

    private static bool IsPrintable(int value) => value is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE;
}
