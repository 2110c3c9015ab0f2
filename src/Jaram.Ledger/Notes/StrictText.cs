// .NET reads generously: Base64 with spare bits set, numbers with leading zeros, UTF-8 with replacement. Each of these
// would give one signed thing two spellings. Here everything has one.
// Source: C2SP signed-note and tlog-checkpoint; RFC 4648 section 3.5.

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Jaram.Checkpoints;

namespace Jaram.Ledger;

/// <summary>Reads the pieces of notes, each in its one permitted form.</summary>
internal static class StrictText
{
    private static readonly UTF8Encoding _utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>UTF-8 text without control characters but the line feed.</summary>
    /// <exception cref="LedgerException">It is not that.</exception>
    public static string Text(ReadOnlySpan<byte> bytes, string where)
    {
        foreach (var (at, b) in bytes.ToArray().Index())
            if (b < 0x20 && b != '\n')
                throw new LedgerException($"{where}: byte {at} is the control character 0x{b:x2}: "
                    + "only line feeds are permitted; take an undamaged copy");
        try
        {
            return _utf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new LedgerException($"{where}: byte {e.Index} is not UTF-8: take an undamaged copy");
        }
    }

    /// <summary>0 to 2⁶³ − 1 in decimal, without sign, spaces or leading zeros.</summary>
    public static bool Number(string text, out long number)
    {
        number = 0;
        if (text.Length is 0 or > 19 || text.Any(c => !char.IsAsciiDigit(c)) || (text[0] == '0' && text.Length > 1))
            return false;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Standard Base64 with padding, as it would be written.</summary>
    public static bool Base64(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = new byte[text.Length / 4 * 3];
        if (text.Length % 4 == 0 && Convert.TryFromBase64String(text, bytes, out var count))
        {
            bytes = bytes[..count];
            if (Convert.ToBase64String(bytes) == text) return true;
        }
        bytes = null;
        return false;
    }

    /// <summary>The Base64 of 32 bytes.</summary>
    public static bool Hash(string text, out Digest hash)
    {
        var fits = Base64(text, out var bytes) && bytes.Length == TreeHash.Bytes;
        hash = fits ? new(bytes) : default;
        return fits;
    }

    /// <summary>The Base64 of a hash.</summary>
    public static string Of(Digest hash)
    {
        Span<byte> bytes = stackalloc byte[TreeHash.Bytes];
        hash.CopyTo(bytes);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Whether a key may have this name: not empty, no space of any kind, no plus, no control character.
    /// </summary>
    public static bool IsName(string name) =>
        name.Length > 0 && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+');

    /// <summary>Refuses what cannot be the name of a key or the origin of a log.</summary>
    /// <exception cref="LedgerException">It cannot.</exception>
    public static void CheckName(string name)
    {
        if (!IsName(name) || Encoding.UTF8.GetByteCount(name) > 255)
            throw new LedgerException($"{Quoted.Of(name)} cannot name a key or a log: use 1 to 255 bytes without "
                + "spaces and '+', such as example.org/models/seedling");
    }
}
