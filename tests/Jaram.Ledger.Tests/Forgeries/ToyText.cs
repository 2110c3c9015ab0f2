using System.Buffers.Binary;
using System.Security.Cryptography;
using Jaram.Checkpoints;
using Jaram.Ledger.Growth;

namespace Jaram.Ledger.Tests.Forgeries;

/// <summary>Documents of nine words out of sixteen, and the order in which they are read.</summary>
internal static class ToyText
{
    public const int Words = 16, Documents = 64, Rows = 4, Length = 9;

    public static int[][] All { get; } = [.. Enumerable.Range(0, Documents + Rows).Select(Write)];

    /// <summary>Held out: never read in training.</summary>
    public static IEnumerable<int[]> HeldOut => All[Documents..];

    /// <summary>The documents of a batch: each epoch reads all, in an order of its own.</summary>
    public static int[] Batch(ulong seed, long batch)
    {
        const int Batches = Documents / Rows;
        var dice = new CounterRandom(CounterRandom.Seed(seed), $"epoch {batch / Batches}");
        return [.. Enumerable.Range(0, Documents).OrderBy(document => dice.Bits((ulong)document))
            .Skip((int)(batch % Batches) * Rows).Take(Rows)];
    }

    public static Digest Hash(IEnumerable<int> documents)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var word = new byte[sizeof(uint)];
        foreach (var document in documents)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(word, (uint)document);
            hash.AppendData(word);
        }
        return new(hash.GetCurrentHash());
    }

    private static int[] Write(int document)
    {
        var dice = new CounterRandom(CounterRandom.Seed(7), $"document {document}");
        var words = new int[Length];
        words[0] = (int)(dice.Bits(0) % Words);
        words[1] = (int)(dice.Bits(1) % Words);
        for (var i = 2; i < Length; i++)
            words[i] = dice.Unit((ulong)i) < 0.1
                ? (int)(dice.Bits((ulong)i + 100) % Words)
                : (3 * words[i - 1] + words[i - 2] + 1) % Words;
        return words;
    }
}
