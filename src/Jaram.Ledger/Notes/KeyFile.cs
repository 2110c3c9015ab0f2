// One line: PRIVATE+KEY+<name>+<id>+Base64(type ‖ 32 bytes), type 0x01 or 0x06.
// Source: golang.org/x/mod/sumdb/note (type 0x01); type 0x06 ours, alike.

using System.Security.Cryptography;
using System.Text;
using Jaram.Checkpoints;

namespace Jaram.Ledger;

/// <summary>A private key in a file that only its owner may read.</summary>
/// <param name="Name">Whose key it is.</param>
/// <param name="Key">The key.</param>
public sealed record KeyFile(string Name, SigningKey Key)
{
    private const string Prefix = "PRIVATE+KEY+";
    private const int Longest = 1024;

    /// <summary>Writes the file; once this returns, it survives a power cut. A file that is there is left alone.
    /// </summary>
    /// <exception cref="LedgerException">There is such a file, or the disk refused.</exception>
    public void Save(string path, Disk disk)
    {
        if (disk.HasFile(path))
            throw new LedgerException($"{path} is there, and a key that is written over is lost: choose another name");
        var line = Encoding.UTF8.GetBytes(ToLine());
        DurableFile.Replace(path, line, disk, disk.CreatePrivate);
        CryptographicOperations.ZeroMemory(line);
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="LedgerException">It cannot be read, is damaged, or others may read or write it.</exception>
    public static KeyFile Load(string path, Disk disk)
    {
        var bytes = DurableFile.Read(path, Longest, disk)
            ?? throw new LedgerException($"{path} is missing: give the path of a private key, or make one");
        try
        {
            if (disk.IsOpenToOthers(path))
                throw new LedgerException($"{path} holds a private key and others may read or write it: "
                    + $"run chmod 600 {path}; if they may have read it, make a new key");
            return Parse(StrictText.Text(bytes, path), path);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private string ToLine()
    {
        var signer = Key.ForLog(Name);
        var secret = Convert.ToBase64String([(byte)signer.Verifier.Type, .. Key.Seed]);
        return $"{Prefix}{signer.Verifier.Label}+{secret}\n";
    }

    private static KeyFile Parse(string text, string path)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)
            || text[Prefix.Length..].TrimEnd('\n').Split('+', 3) is not [var name, var id, var base64]
            || !StrictText.IsName(name) || !StrictText.Base64(base64, out var bytes)
            || bytes.Length != 1 + Ed25519.SeedBytes)
            throw new LedgerException($"{path} is not a private key (one line, {Prefix}name+id+Base64): "
                + "give the right file, or restore it from its copy");
        var kind = (SignatureType)bytes[0] switch
        {
            SignatureType.Ed25519 => KeyKind.Ed25519,
            SignatureType.MlDsaCosignature => KeyKind.MlDsa44,
            _ => throw new LedgerException($"{path} holds a key of type 0x{bytes[0]:x2}: 0x01 and 0x06 are understood"),
        };
        var file = new KeyFile(name, new(kind, bytes.AsSpan(1)));
        CryptographicOperations.ZeroMemory(bytes);
        return file.Key.ForLog(name).Verifier is var key && key.Label == $"{name}+{id}"
            ? file
            : throw new LedgerException($"{path} says its id is {Quoted.Of(id)}, its bytes give {key.Label}: "
                + "it is damaged; restore it from its copy");
    }
}
