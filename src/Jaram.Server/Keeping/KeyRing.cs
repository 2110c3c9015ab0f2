// Keys are known by their SHA-256 only, and compared in a time that does not depend on them.
// Source: CVE-2025-59425 (a key compared byte by byte can be guessed byte by byte).

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Jaram.Server.Keeping;

/// <summary>The keys that are let in.</summary>
public sealed class KeyRing
{
    private const int MostFileBytes = 1 << 20;

    private readonly ImmutableArray<byte[]> _hashes;

    private KeyRing(ImmutableArray<byte[]> hashes) => _hashes = hashes;

    /// <summary>No key is asked for.</summary>
    public static KeyRing None { get; } = new([]);

    /// <summary>Whether there are no keys.</summary>
    public bool IsEmpty => _hashes.IsEmpty;

    /// <summary>Reads a file: 64 hex digits a line; empty lines and those that begin with # do not count.</summary>
    /// <exception cref="ServerException">It cannot be read, or a line is something else.</exception>
    public static KeyRing Read(string path)
    {
        var hashes = ImmutableArray.CreateBuilder<byte[]>();
        foreach (var (i, line) in Lines(path).Index())
        {
            var word = line.Trim();
            if (word.Length == 0 || word[0] == '#') continue;
            if (word.Length != 2 * SHA256.HashSizeInBytes || !word.All(char.IsAsciiHexDigit))
                throw new ServerException($"{path}, line {i + 1}: is not the SHA-256 of a key, 64 hex digits; make one "
                    + "with: printf %s KEY | sha256sum");
            hashes.Add(Convert.FromHexString(word));
        }
        return hashes.Count > 0
            ? new(hashes.ToImmutable())
            : throw new ServerException($"{path}: has no key; add the SHA-256 of one");
    }

    /// <summary>Who has this key: a name that does not tell it; empty if nobody has.</summary>
    internal string TenantOf(string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        var isKnown = false;
        foreach (var known in _hashes) isKnown |= CryptographicOperations.FixedTimeEquals(known, hash);
        return isKnown ? Convert.ToHexStringLower(hash) : "";
    }

    private static string[] Lines(string path)
    {
        try
        {
            return new FileInfo(path).Length <= MostFileBytes
                ? File.ReadAllLines(path)
                : throw new ServerException($"{path}: is larger than {MostFileBytes} bytes; give a file of keys");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ServerException($"{path}: the file of keys cannot be read ({e.Message.TrimEnd('.')}); check the "
                + "path and its rights");
        }
    }
}
