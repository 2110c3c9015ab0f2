using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Jaram.Training.Data;

/// <summary>One document in the index file: 64 bytes, little-endian, in this order.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct DocumentEntry
{
    /// <summary>Bytes of one entry.</summary>
    internal const int Size = 64;

    /// <summary>Where its ids start, counted in ids over all shards.</summary>
    public required long Offset { get; init; }

    /// <summary>How many ids it has, those for start and end among them.</summary>
    public required int Tokens { get; init; }

    /// <summary>Bytes of its text in UTF-8.</summary>
    public required int TextBytes { get; init; }

    /// <summary>Its line or row in the source, from 1.</summary>
    public required uint Line { get; init; }

    /// <summary>Its place in <see cref="ShardManifest.Sources"/>.</summary>
    public required int Source { get; init; }

    /// <summary>Its place in <see cref="ShardManifest.Licences"/>.</summary>
    public required ushort Licence { get; init; }

    /// <summary>Its place in <see cref="ShardManifest.Languages"/>.</summary>
    public required ushort Language { get; init; }

    /// <summary>Which side it is on.</summary>
    public required Side Side { get; init; }

    /// <summary>SHA-256 of its text in UTF-8.</summary>
    public required TextDigest Digest { get; init; }
}

/// <summary>What a document is for.</summary>
public enum Side
{
    /// <summary>The model learns from it.</summary>
    Training,

    /// <summary>The model is only measured on it.</summary>
    HeldOut,
}

/// <summary>A SHA-256.</summary>
[InlineArray(Bytes)]
public struct TextDigest : IEquatable<TextDigest>
{
    internal const int Bytes = 32;
    private byte _first;

    /// <summary>The digest of some bytes.</summary>
    public static TextDigest Of(ReadOnlySpan<byte> text)
    {
        var digest = default(TextDigest);
        System.Security.Cryptography.SHA256.HashData(text, digest);
        return digest;
    }

    /// <summary>Byte by byte.</summary>
    public readonly bool Equals(TextDigest other) => ((ReadOnlySpan<byte>)this).SequenceEqual(other);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is TextDigest digest && Equals(digest);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => BitConverter.ToInt32(this);

    /// <summary>Byte by byte.</summary>
    public static bool operator ==(TextDigest left, TextDigest right) => left.Equals(right);

    /// <summary>Byte by byte.</summary>
    public static bool operator !=(TextDigest left, TextDigest right) => !left.Equals(right);

    /// <summary>64 digits of lower-case hex.</summary>
    public override readonly string ToString() => Convert.ToHexStringLower(this);
}
