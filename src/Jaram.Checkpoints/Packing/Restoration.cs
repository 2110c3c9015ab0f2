// Restores the tensors of a version: finds for each the chain of packs that it hangs on, then goes through these from
// the oldest on and decodes in place.
// Source: ours.

using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Jaram.Checkpoints.Packing;

/// <summary>Restores tensors of one kind from the packs of a store.</summary>
/// <param name="open">Opens the pack of a step.</param>
/// <param name="threads">How many decode.</param>
internal sealed class Restoration(Func<long, PackReader> open, int threads) : IDisposable
{
    /// <summary>Packed bytes that are in memory at once, or one tensor if that has more.</summary>
    private const int BatchBytes = 64 << 20;

    private readonly SortedDictionary<long, PackReader> _packs = [];

    /// <summary>Restores all tensors of a version.</summary>
    /// <exception cref="CheckpointException">A file is damaged or missing: it is named.</exception>
    public HeldTensors Restore(long step, Precision precision)
    {
        var tip = Pack(step);
        var chains = tip.Index.Entries.Select(entry => ChainOf(tip, entry, precision)).ToList();
        var tensors = new byte[chains.Count][];
        foreach (var pack in _packs.Values)
        {
            var links = Enumerable.Range(0, chains.Count)
                .SelectMany(i => chains[i].Where(link => link.Pack == pack).Select(link => (i, link))).ToList();
            Decode(pack, links, tensors);
        }
        if (precision == Precision.Exact) CheckDigests(tip, tensors);
        else for (var i = 0; i < tensors.Length; i++) tensors[i] = Upper(tip.Index.Entries[i].Tensor, tensors[i]);
        return new([.. tip.Index.Entries.Select(e => precision == Precision.Exact ? e.Tensor : Preview(e.Tensor))],
            tensors);
    }

    /// <summary>The versions that a version cannot do without, itself among them.</summary>
    /// <exception cref="CheckpointException">One of them is damaged or missing.</exception>
    public IReadOnlySet<long> Needs(long step)
    {
        var tip = Pack(step);
        return tip.Index.Entries.SelectMany(entry => ChainOf(tip, entry, Precision.Exact))
            .Select(link => link.Pack.Index.Step).Append(step).ToHashSet();
    }

    public void Dispose()
    {
        foreach (var pack in _packs.Values) pack.Dispose();
    }

    /// <summary>From the tensor that stands by itself to the one that is wanted.</summary>
    private List<Link> ChainOf(PackReader tip, PackEntry wanted, Precision precision)
    {
        var (chain, pack, entry) = (new List<Link>(), tip, wanted);
        while (true)
        {
            if (entry.Coding != Coding.Same) chain.Insert(0, new(pack, entry, precision));
            if (entry.Origin is not { } origin) return chain;
            if (entry.Coding == Coding.AgainstWhole) precision = Precision.Exact;
            var (found, from) = (Origin(tip, wanted, origin), entry);
            (pack, entry) = found;
            if (entry.Coding == Coding.Same || entry.Tensor.ByteCount != from.Tensor.ByteCount)
                throw tip.Damaged(wanted, $"it hangs on {entry.Tensor} of {pack.Path}, which does not fit");
        }
    }

    private (PackReader, PackEntry) Origin(PackReader tip, PackEntry wanted, PackOrigin origin)
    {
        PackReader pack;
        try
        {
            pack = Pack(origin.Step);
        }
        catch (CheckpointException e)
        {
            throw new CheckpointException(
                $"{tip.Path}: tensor {wanted.Tensor} hangs on step {origin.Step}: {e.Message}");
        }
        if (pack.Index.Find(origin.Name) is { } entry && entry.Digest == origin.Digest) return (pack, entry);
        throw new CheckpointException($"{tip.Path}: tensor {wanted.Tensor} hangs on {Quoted.Of(origin.Name)} with the "
            + $"digest {origin.Digest} in {pack.Path}, which holds another: use another version");
    }

    private PackReader Pack(long step) => _packs.TryGetValue(step, out var pack) ? pack : _packs[step] = open(step);

    /// <summary>Reads and decodes what one pack has, some megabytes at a time.</summary>
    private void Decode(PackReader pack, List<(int Tensor, Link Link)> links, byte[][] tensors)
    {
        for (var (from, to) = (0, 0); from < links.Count; from = to)
        {
            var bytes = links[to++].Link.Bytes;
            while (to < links.Count && bytes + links[to].Link.Bytes <= BatchBytes) bytes += links[to++].Link.Bytes;
            if (bytes > PackIndex.MostTensorBytes)
                throw pack.Damaged(links[from].Link.Entry, $"it takes {bytes} bytes packed, at most "
                    + $"{PackIndex.MostTensorBytes} can be");
            var room = ArrayPool<byte>.Shared.Rent((int)bytes);
            DecodeBatch(pack, links[from..to], room, tensors);
            ArrayPool<byte>.Shared.Return(room);
        }
    }

    private void DecodeBatch(PackReader pack, List<(int Tensor, Link Link)> links, byte[] bytes, byte[][] tensors)
    {
        var (codes, starts, at) = (new TensorCode[links.Count], new int[links.Count], 0);
        for (var i = 0; i < links.Count; i++)
        {
            starts[i] = at;
            pack.Read(links[i].Link.Entry, links[i].Link.Precision, bytes.AsMemory(at));
            at += (int)links[i].Link.Bytes;
        }
        Workers.Run(links.Count, threads, () => 0, (i, _) =>
            codes[i] = pack.Parse(links[i].Link.Entry, bytes.AsMemory(starts[i]), links[i].Link.Precision));
        var pieces = new List<(int Link, int Chunk)>();
        for (var i = 0; i < links.Count; i++)
        {
            tensors[links[i].Tensor] ??= new byte[links[i].Link.Entry.Tensor.ByteCount];
            for (var chunk = 0; chunk < codes[i].Chunks; chunk++) pieces.Add((i, chunk));
        }
        var longest = TensorCode.LongestChunk(links.Select(each => each.Link.Entry.Tensor));
        Workers.Run(pieces.Count, threads, () => new TensorCode.Room(longest), (piece, room) =>
        {
            var ((tensor, link), chunk) = (links[pieces[piece].Link], pieces[piece].Chunk);
            try
            {
                codes[pieces[piece].Link].Decode(chunk, tensors[tensor], link.Precision, room);
            }
            catch (CheckpointException e)
            {
                throw pack.Damaged(link.Entry, e.Message);
            }
        });
    }

    private void CheckDigests(PackReader tip, byte[][] tensors) =>
        Workers.Run(tensors.Length, threads, () => 0, (i, _) =>
        {
            var entry = tip.Index.Entries[i];
            if (Digest.Of(tensors[i]) is var found && found != entry.Digest)
                throw tip.Damaged(entry, $"it is restored with the digest {found}, the index says {entry.Digest}");
        });

    private static TensorEntry Preview(TensorEntry tensor) =>
        tensor.DType == DType.F32 ? new(tensor.Name, DType.BF16, tensor.Shape.AsSpan()) : tensor;

    private static byte[] Upper(TensorEntry tensor, byte[] bytes)
    {
        if (tensor.DType != DType.F32) return bytes;
        var upper = GC.AllocateUninitializedArray<byte>(bytes.Length / 2);
        var at = 0;
        foreach (var pattern in MemoryMarshal.Cast<byte, uint>(bytes))
            BinaryPrimitives.WriteUInt16LittleEndian(upper.AsSpan(at++ * 2), (ushort)(pattern >> 16));
        return upper;
    }

    /// <summary>One stored form of a tensor.</summary>
    private readonly record struct Link(PackReader Pack, PackEntry Entry, Precision Precision)
    {
        public long Bytes => Entry.BytesFor(Precision);
    }
}
