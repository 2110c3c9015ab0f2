using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Jaram.Checkpoints.Packing;

/// <summary>Tensors in memory, by name. Many threads may read at once.</summary>
public sealed class HeldTensors
{
    private Dictionary<string, byte[]> _bytes;
    private readonly ConcurrentDictionary<string, Digest> _digests = [];

    internal HeldTensors(IReadOnlyList<TensorEntry> tensors, IReadOnlyList<byte[]> bytes)
    {
        Tensors = tensors;
        _bytes = tensors.Zip(bytes).ToDictionary(pair => pair.First.Name, pair => pair.Second);
    }

    /// <summary>No tensors.</summary>
    public static HeldTensors None { get; } = new([], []);

    /// <summary>The tensors in the order of the pack.</summary>
    public IReadOnlyList<TensorEntry> Tensors { get; private set; }

    /// <summary>Copies tensors, on this thread alone; in the order of their UTF-8 names.</summary>
    /// <param name="tensors">What to copy.</param>
    /// <param name="bytes">Where it is.</param>
    /// <param name="over">Its memory is written over where tensors are as large; nothing is left in it.</param>
    /// <exception cref="CheckpointException">Two have one name, one is too long for a span, or the source gave other
    /// bytes than its shape says.</exception>
    public static HeldTensors Copy(IEnumerable<TensorEntry> tensors, TensorBytes bytes, HeldTensors? over = null)
    {
        var ordered = tensors.OrderBy(t => t.Name, Utf8Order.Instance).ToList();
        for (var i = 0; i < ordered.Count; i++)
        {
            if (i > 0 && ordered[i].Name == ordered[i - 1].Name)
                throw new CheckpointException(
                    $"two tensors are named {Quoted.Of(ordered[i].Name)}: give each its own name");
            if (ordered[i].ByteCount > PackIndex.MostTensorBytes)
                throw new CheckpointException($"tensor {ordered[i]} takes {ordered[i].ByteCount} bytes, a pack holds "
                    + $"tensors of at most {PackIndex.MostTensorBytes}: split it");
        }
        var room = over?.Empty() ?? [];
        return new(ordered, [.. ordered.Select(tensor => One(tensor, bytes, room.GetValueOrDefault(tensor.Name)))]);
    }

    /// <summary>The tensor of that name.</summary>
    /// <exception cref="CheckpointException">There is none.</exception>
    public TensorEntry this[string name] => Tensors.FirstOrDefault(t => t.Name == name) ?? throw Unknown(name);

    /// <summary>The bytes of a tensor, row-major and little-endian.</summary>
    /// <exception cref="CheckpointException">There is no such tensor.</exception>
    public ReadOnlySpan<byte> Bytes(string name) =>
        _bytes.TryGetValue(name, out var found) ? found : throw Unknown(name);

    /// <summary>The bytes of a tensor from byte <paramref name="from"/> on: a <see cref="TensorBytes"/>.</summary>
    /// <exception cref="CheckpointException">There is no such tensor.</exception>
    public ReadOnlySpan<byte> Bytes(TensorEntry tensor, long from) => Bytes(tensor.Name)[(int)from..];

    /// <summary>What the bytes of a tensor hash to; hashed once.</summary>
    /// <exception cref="CheckpointException">There is no such tensor.</exception>
    public Digest DigestOf(string name) => _digests.GetOrAdd(name, _ => Checkpoints.Digest.Of(Bytes(name)));

    /// <summary>What these tensors are, wherever they lie.</summary>
    public Digest Digest() => Checkpoints.Digest.OfDigests(Tensors, tensor => DigestOf(tensor.Name));

    /// <summary>The bytes of a tensor, not copied; nobody may change them.</summary>
    internal byte[] Whole(string name) => _bytes[name];

    /// <summary>The bit patterns of floats.</summary>
    internal ReadOnlySpan<uint> Patterns(string name) => MemoryMarshal.Cast<byte, uint>(Bytes(name));

    private Dictionary<string, byte[]> Empty()
    {
        var bytes = _bytes;
        (_bytes, Tensors) = ([], []);
        return bytes;
    }

    private static byte[] One(TensorEntry tensor, TensorBytes bytes, byte[]? over)
    {
        var copy = over?.Length == tensor.ByteCount ? over
            : GC.AllocateUninitializedArray<byte>((int)tensor.ByteCount);
        var at = 0;
        foreach (var piece in new TensorPieces(tensor, bytes))
        {
            piece.CopyTo(copy.AsSpan(at));
            at += piece.Length;
        }
        return copy;
    }

    private CheckpointException Unknown(string name) =>
        new($"there is no tensor {Quoted.Of(name)} among {Tensors.Count}: look at the listing");
}
