// Source: C2SP tlog-cosignature, "Ed25519 signed message" and "ML-DSA-44 signed message".

using System.Buffers.Binary;
using System.Text;

namespace Jaram.Ledger;

/// <summary>The bytes that a cosignature signs: the checkpoint with a time.</summary>
internal static class Cosigned
{
    /// <summary>The message; null if the text is none that this type can cosign.</summary>
    /// <param name="type">One of the two cosignature types.</param>
    /// <param name="cosigner">The key's name.</param>
    /// <param name="time">Seconds since 1970, 0 or more.</param>
    /// <param name="text">The note's text.</param>
    public static byte[]? Message(SignatureType type, string cosigner, long time, string text)
    {
        if (type == SignatureType.Cosignature)
            return Encoding.UTF8.GetBytes(FormattableString.Invariant($"cosignature/v1\ntime {time}\n{text}"));
        try
        {
            return Subtree(cosigner, time, Checkpoint.Parse(text, "the note"));
        }
        catch (LedgerException)
        {
            return null;
        }
    }

    /// <summary>The struct cosigned_message for a whole tree.</summary>
    internal static byte[] Subtree(string cosigner, long time, Checkpoint checkpoint)
    {
        var (name, origin) = (Encoding.UTF8.GetBytes(cosigner), Encoding.UTF8.GetBytes(checkpoint.Origin));
        if (origin.Length > 255)
            throw new LedgerException($"the origin has {origin.Length} bytes, at most 255 can be cosigned: shorten it");
        var message = new byte[12 + 1 + name.Length + 8 + 1 + origin.Length + 8 + 8 + TreeHash.Bytes];
        var rest = message.AsSpan();
        Put(ref rest, "subtree/v1\n\0"u8);
        Put(ref rest, [(byte)name.Length, .. name]);
        Put(ref rest, time);
        Put(ref rest, [(byte)origin.Length, .. origin]);
        Put(ref rest, 0);
        Put(ref rest, checkpoint.Head.Size);
        checkpoint.Head.Root.CopyTo(rest);
        return message;
    }

    private static void Put(ref Span<byte> rest, scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(rest);
        rest = rest[bytes.Length..];
    }

    private static void Put(ref Span<byte> rest, long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(rest, number);
        rest = rest[sizeof(long)..];
    }
}
