// Batch n follows from (shards, rows, context, seed, n) and from nothing that happened before: a run that is taken up
// again, replayed or bisected sees the same ids.

using System.Buffers.Binary;
using System.Security.Cryptography;
using Jaram.Checkpoints;

namespace Jaram.Training.Data;

/// <summary>Every training document, once an epoch, in batches of equal shape. Safe for many threads.</summary>
public sealed class Batches
{
    private readonly Rows _rows;
    private readonly int _batch;
    private readonly ulong _seed;

    /// <param name="shards">Stays open as long as this is used.</param>
    /// <param name="rows">B, at least 1.</param>
    /// <param name="context">T, at least 1.</param>
    /// <param name="seed">Another seed, another order of the same rows.</param>
    /// <exception cref="DataException">A size is not positive.</exception>
    public Batches(ShardFolder shards, int rows, int context, ulong seed)
    {
        (_batch, _seed) = (Positive(rows, nameof(rows)), seed);
        _rows = new(shards, [.. Of(shards, Side.Training)], Positive(context, nameof(context)));
    }

    /// <summary>Rows of one epoch. A batch may end one epoch and begin the next.</summary>
    public long RowsPerEpoch => _rows.Count;

    /// <summary>The batch of a step.</summary>
    /// <param name="step">From 0, without end: epoch follows epoch, each in its own order.</param>
    public Batch At(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        var rows = new int[_batch];
        for (var r = 0; r < _batch; r++)
        {
            var (epoch, place) = Math.DivRem(step * _batch + r, RowsPerEpoch);
            rows[r] = (int)new Permutation(RowsPerEpoch, EpochKey(_seed, epoch)).At(place);
        }
        return _rows.Batch(rows);
    }

    /// <summary>SHA-256 over the documents that some batches hold, in order, u32 little-endian.</summary>
    /// <param name="numbers">Which batches, in the order in which they were read.</param>
    public Digest DigestOfDocuments(IEnumerable<long> numbers)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> word = stackalloc byte[sizeof(uint)];
        foreach (var document in numbers.SelectMany(number => At(number).Documents))
        {
            BinaryPrimitives.WriteUInt32LittleEndian(word, (uint)document);
            hash.AppendData(word);
        }
        return new(hash.GetCurrentHash());
    }

    /// <summary>One pass over held-out documents, the same each time. The last batch may have fewer rows.</summary>
    /// <param name="shards">Where they are.</param>
    /// <param name="rows">B, at least 1.</param>
    /// <param name="context">T, at least 1.</param>
    /// <param name="maxTokens">Whole documents are taken by ascending digest while their ids are no more than this; the
    /// first is always taken.</param>
    /// <exception cref="DataException">A size is not positive, or no document is held out.</exception>
    public static IEnumerable<Batch> HeldOut(ShardFolder shards, int rows, int context, long maxTokens)
    {
        Positive(rows, nameof(rows));
        Positive(context, nameof(context));
        if (shards.Manifest.HeldOut.Documents == 0)
            throw new DataException("no document is held out; write the shards with a held-out fraction above 0");
        var tokens = 0L;
        // By digest, which is as good as drawn by lot: a small sample is from all sources.
        var sample = Of(shards, Side.HeldOut)
            .OrderBy(document => shards[document].Digest.ToString(), StringComparer.Ordinal)
            .TakeWhile((document, n) => (tokens += shards[document].Tokens) <= maxTokens || n == 0);
        var laid = new Rows(shards, [.. sample], context);
        return Enumerable.Range(0, laid.Count).Chunk(rows).Select(chunk => laid.Batch(chunk));
    }

    private static IEnumerable<int> Of(ShardFolder shards, Side side) =>
        Enumerable.Range(0, shards.Documents).Where(document => shards[document].Side == side);

    private static ulong EpochKey(ulong seed, long epoch) => SplitMix.Mix(SplitMix.Mix(seed) ^ (ulong)epoch);

    private static int Positive(int value, string name) =>
        value > 0 ? value : throw new DataException($"{name} must be positive, got {value}");
}
