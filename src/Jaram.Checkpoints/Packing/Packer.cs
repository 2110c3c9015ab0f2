// Turns the tensors of a version into a pack: each once, in the smallest form, against the version before where that
// helps. The bytes depend on the content alone, not on the number of threads.
// Source: ours.

using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Jaram.Checkpoints.Packing;

/// <summary>The version that a new one is packed against.</summary>
internal sealed record EarlierPack(PackIndex Index, HeldTensors Tensors);

/// <summary>Where content is stored already.</summary>
internal readonly record struct Known(PackOrigin Origin, int Depth);

/// <summary>Packs the tensors of one version after another.</summary>
internal sealed class Packer(int threads)
{
    private readonly List<Packed> _packed = [];
    private readonly List<PackRoom> _rooms = [];

    /// <summary>What was packed last.</summary>
    public PackIndex Index { get; private set; } = new(0, []);

    /// <summary>Packs tensors.</summary>
    /// <param name="step">The version's.</param>
    /// <param name="tensors">What to pack.</param>
    /// <param name="before">What a reader will have; none: everything stands by itself.</param>
    /// <param name="mostDepth">How many versions may have to be read before this one, 0 up.</param>
    /// <param name="known">What is stored already, by content; this version's is added.</param>
    public void Pack(long step, HeldTensors tensors, EarlierPack? before, int mostDepth,
        Dictionary<Digest, Known> known)
    {
        var count = tensors.Tensors.Count;
        var (digests, forms) = (new Digest[count], new Packed?[count]);
        var large = Enumerable.Range(0, count).OrderByDescending(i => tensors.Tensors[i].ByteCount).ToArray();
        Workers.Run(count, threads, () => 0, (i, _) =>
            digests[large[i]] = tensors.DigestOf(tensors.Tensors[large[i]].Name));
        var bases = new Known?[count];
        for (var i = 0; i < count; i++)
        {
            var (tensor, own) = (tensors.Tensors[i], new PackOrigin(step, tensors.Tensors[i].Name, digests[i]));
            if (tensor.ByteCount > 0 && known.TryGetValue(digests[i], out var stored)) bases[i] = stored;
            else bases[i] = BaseOf(tensor, before, mostDepth);
            if (bases[i]?.Origin.Digest != digests[i]) known[digests[i]] = new(own, 0); // its depth is set below
        }
        MakeRooms(count);
        var longest = TensorCode.LongestChunk(tensors.Tensors);
        Workers.Run(count, threads, () => new FloatPacker(longest), (i, packer) =>
        {
            var (at, tensor, origin) = (large[i], tensors.Tensors[large[i]], bases[large[i]]?.Origin);
            forms[at] = origin?.Digest == digests[at]
                ? new(Coding.Same, default, default)
                : Pack(tensors, tensor, origin is null ? null : before, packer, _rooms[at]);
        });
        var entries = new PackEntry[count];
        for (var i = 0; i < count; i++) entries[i] = Entry(tensors.Tensors[i], digests[i], forms[i]!.Value, bases[i]);
        Settle(entries, known, step);
        Index = new(step, [.. entries]);
        _packed.Clear();
        _packed.AddRange(forms.Select(form => form!.Value));
    }

    /// <summary>Takes tensors nearly as they are: quick, and large.</summary>
    /// <param name="step">The version's.</param>
    /// <param name="tensors">What to take.</param>
    public void PackPlain(long step, HeldTensors tensors)
    {
        MakeRooms(tensors.Tensors.Count);
        _packed.Clear();
        _packed.AddRange(tensors.Tensors.Zip(_rooms, (tensor, room) =>
            UpperCode.Pack(tensor, tensors.Bytes(tensor.Name), room)
                ?? new Packed(Coding.Plain, tensors.Whole(tensor.Name), default)));
        Index = new(step, [.. tensors.Tensors.Zip(_packed, (tensor, packed) =>
            Entry(tensor, tensors.DigestOf(tensor.Name), packed, null))]);
    }

    /// <summary>Writes what was packed last.</summary>
    public void Write(Stream to)
    {
        to.Write(Index.ToBytes());
        foreach (var packed in _packed)
        {
            if (packed.Main.Length > 0) to.Write(packed.Main.Span);
            if (packed.Low.Length > 0) to.Write(packed.Low.Span);
        }
    }

    /// <summary>The first 8 bytes of SHA-256.</summary>
    public static ulong Check(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    private void MakeRooms(int count)
    {
        while (_rooms.Count < count) _rooms.Add(new());
        foreach (var room in _rooms) room.Clear();
    }

    private static Packed Pack(HeldTensors all, TensorEntry tensor, EarlierPack? earlier, FloatPacker packer,
        PackRoom room)
    {
        var bytes = all.Bytes(tensor.Name);
        var before = earlier is null ? [] : earlier.Tensors.Patterns(tensor.Name);
        Packed? packed = bytes.Length == 0 ? null
            : tensor.DType == DType.F32 ? packer.Pack(all.Patterns(tensor.Name), before, room)
            : packer.PackPlanes(bytes, tensor.DType, room);
        return packed ?? new(Coding.Plain, all.Whole(tensor.Name), default);
    }

    /// <summary>The tensor of that name in the version before, where its bytes lie, if they may serve.</summary>
    private static Known? BaseOf(TensorEntry tensor, EarlierPack? before, int mostDepth)
    {
        if (before?.Index.Find(tensor.Name) is not { } entry || tensor.DType != DType.F32) return null;
        if (entry.Tensor.DType != DType.F32 || entry.Tensor.ByteCount != tensor.ByteCount || tensor.ByteCount == 0)
            return null;
        if (entry.Depth + 1 > mostDepth) return null;
        return new(entry.Coding == Coding.Same ? entry.Origin! : new(before.Index.Step, tensor.Name, entry.Digest),
            entry.Depth);
    }

    private static PackEntry Entry(TensorEntry tensor, Digest digest, Packed form, Known? origin)
    {
        var refers = form.Coding >= Coding.Against;
        return new(tensor, digest)
        {
            Coding = form.Coding, Origin = refers ? origin!.Value.Origin : null,
            Depth = !refers ? 0 : origin!.Value.Depth + (form.Coding == Coding.Same ? 0 : 1),
            MainBytes = form.Main.Length, LowBytes = form.Low.Length,
            Checks = form.Coding == Coding.Same ? default : (Check(form.Main.Span), Check(form.Low.Span)),
        };
    }

    /// <summary>Tells how deep what was stored now lies, also to those in this version that refer to it.</summary>
    private static void Settle(PackEntry[] entries, Dictionary<Digest, Known> known, long step)
    {
        foreach (var entry in entries.Where(e => e.Coding != Coding.Same))
            known[entry.Digest] = new(new(step, entry.Tensor.Name, entry.Digest), entry.Depth);
        for (var i = 0; i < entries.Length; i++)
            if (entries[i].Coding == Coding.Same && entries[i].Origin!.Step == step)
                entries[i] = entries[i] with { Depth = known[entries[i].Digest].Depth };
    }
}
