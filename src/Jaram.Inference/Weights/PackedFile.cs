// Packed weights in a file, so that a model begins to answer as soon as its file is mapped. A safetensors file:
// matrices as U8 in the order of their panels, other numbers as F32, each filled up to a multiple of 64 bytes, all of
// them at multiples of 64. Its notes say what it was packed from; a file that says otherwise is packed anew.
// Source: ours; docs/formats/packed-weights.md.

using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Jaram.Checkpoints;
using Jaram.Inference.Kernels;

namespace Jaram.Inference.Weights;

/// <summary>Writes and recognises packed files.</summary>
internal static unsafe class PackedFile
{
    /// <summary>Raised whenever the order of numbers in a panel changes.</summary>
    private const string Layout = "1";

    private const int Alignment = 64;

    /// <summary>Maps a packed file, after packing it if there is none of these weights.</summary>
    /// <param name="path">The file.</param>
    /// <param name="identity">What tells these weights from others: a digest of them.</param>
    /// <param name="list">What the plan asks for.</param>
    /// <param name="source">Opens the weights, if they are to be packed.</param>
    /// <param name="progress">Told the share that is packed, from 0 to 1.</param>
    /// <exception cref="InferenceException">The source lacks something, or the file cannot be written.</exception>
    public static MappedWeights Map(string path, string identity, WeightList list, Func<SourceTensors> source,
        Action<double> progress)
    {
        if (TryMap(path, identity, list) is { } known) return known;
        Write(path, identity, list, source(), progress);
        return TryMap(path, identity, list) ?? throw new UnreachableException();
    }

    private static MappedWeights? TryMap(string path, string identity, WeightList list)
    {
        if (!File.Exists(path)) return null;
        SafetensorsReader? file = null;
        try
        {
            file = SafetensorsReader.Open(path);
            if (file.Metadata.GetValueOrDefault("layout") == Layout
                && file.Metadata.GetValueOrDefault("identity") == identity
                && file.Tensors.ToHashSet().IsSupersetOf(Entries(list))) return new(file, list);
        }
        catch (CheckpointException) { }                                 // broken or half written: packed anew
        file?.Dispose();
        return null;
    }

    /// <summary>Bytes of a write: the system keeps what is written so in pages of 2 MB, not of 4 kB.</summary>
    private const int WriteBytes = 16 << 20;

    private static void Write(string path, string identity, WeightList list, SourceTensors source,
        Action<double> progress)
    {
        var draft = path + ".tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using (var packing = new Packing(list, source, progress))
            using (var to = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None, WriteBytes))
            {
                SafetensorsWriter.Write(to, Entries(list), packing.Bytes, new Dictionary<string, string>
                    { ["format"] = "pt", ["layout"] = Layout, ["identity"] = identity }, Alignment);
                to.Flush(flushToDisk: true);
            }
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            File.Delete(draft);
            throw new InferenceException(DiskFailure.Line(e, path, "packed weights cannot be written"));
        }
    }

    private static IEnumerable<TensorEntry> Entries(WeightList list) =>
    [
        .. list.Matrices.Select(matrix => new TensorEntry(matrix.Key, DType.U8, matrix.Bytes)),
        .. list.FloatTensors.Select(tensor => new TensorEntry(tensor.Name, DType.F32,
            Lanes.Padded(WeightList.CountOf(tensor.Shape)))),
    ];

    /// <summary>Hands out packed tensors, one after the other.</summary>
    private sealed class Packing(WeightList list, SourceTensors source, Action<double> progress) : IDisposable
    {
        private readonly Dictionary<string, MatrixWanted> _matrices = list.Matrices.ToDictionary(m => m.Key);
        private readonly Dictionary<string, ImmutableArray<long>> _floats =
            list.FloatTensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Shape);
        private readonly long _all = list.Matrices.Sum(matrix => matrix.Bytes);
        private NativeArray<byte> _room = new(0);
        private long _done;

        public ReadOnlySpan<byte> Bytes(TensorEntry tensor, long from)
        {
            if (from == 0) Pack(tensor);
            return _room.Slice(from, (int)Math.Min(tensor.ByteCount - from, 1 << 30));
        }

        public void Dispose() => _room.Dispose();

        private void Pack(TensorEntry tensor)
        {
            if (_room.Count < tensor.ByteCount)
            {
                _room.Dispose();
                _room = new(tensor.ByteCount);
            }
            if (_matrices.TryGetValue(tensor.Name, out var matrix))
            {
                MatrixPacking.Pack(matrix, source, _room.Start);
                progress((double)(_done += matrix.Bytes) / _all);
                return;
            }
            var shape = _floats[tensor.Name];
            var floats = MemoryMarshal.Cast<byte, float>(_room.Slice(0, (int)tensor.ByteCount));
            floats.Clear();
            source.Read(tensor.Name, shape.AsSpan(), 0, floats[..WeightList.CountOf(shape)]);
        }
    }
}
