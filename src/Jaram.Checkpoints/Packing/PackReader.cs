using System.Collections.Immutable;

namespace Jaram.Checkpoints.Packing;

/// <summary>A pack that is open: its index in memory, its tensors read when asked for. For one thread.</summary>
internal sealed class PackReader : IDisposable
{
    private readonly Stream _file;
    private readonly string _path;
    private readonly ImmutableArray<long> _starts;

    private PackReader(Stream file, string path)
    {
        (_file, _path) = (file, path);
        var head = new byte[(int)Math.Min(PackIndex.HeadBytes, file.Length)];
        file.ReadExactly(head);
        var bytes = new byte[PackIndex.BytesOf(head, file.Length)];
        head.CopyTo(bytes, 0);
        file.ReadExactly(bytes.AsSpan(head.Length));
        Index = PackIndex.Read(bytes, file.Length);
        var at = (long)bytes.Length;
        _starts = [.. Index.Entries.Select(entry => (at += entry.StoredBytes) - entry.StoredBytes)];
    }

    public PackIndex Index { get; }

    public string Path => _path;

    /// <summary>Opens a pack.</summary>
    /// <exception cref="CheckpointException">It is missing, damaged or not of this step.</exception>
    public static PackReader Open(Disk disk, string path, long step)
    {
        Stream? file = null;
        try
        {
            file = disk.Open(path);
            var reader = new PackReader(file, path);
            return reader.Index.Step == step
                ? reader
                : throw new CheckpointException($"it is of step {reader.Index.Step}, not {step}");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CheckpointException($"{path} is missing: use another version");
        }
        catch (CheckpointException e)
        {
            file?.Dispose();
            throw new CheckpointException($"{path}: {e.Message}; the file is damaged: use another version");
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            file?.Dispose();
            throw DiskFailure.Explain(e, path, "cannot be read");
        }
    }

    /// <summary>Reads and checks the stored bytes of a tensor.</summary>
    /// <exception cref="CheckpointException">They are damaged.</exception>
    public TensorCode Read(PackEntry entry, Precision precision)
    {
        var start = _starts[Index.Entries.IndexOf(entry)];
        try
        {
            var main = Read(start, entry.MainBytes, entry.Checks.Main);
            var low = precision == Precision.Preview ? ReadOnlyMemory<byte>.Empty
                : Read(start + entry.MainBytes, entry.LowBytes, entry.Checks.Low);
            return TensorCode.Read(entry, main, low, precision);
        }
        catch (CheckpointException e)
        {
            throw Damaged(entry, e.Message);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            throw DiskFailure.Explain(e, _path, $"tensor {entry.Tensor} cannot be read");
        }
    }

    /// <summary>Says that a tensor of this file cannot be used.</summary>
    public CheckpointException Damaged(PackEntry entry, string why) =>
        new($"{_path}: tensor {entry.Tensor}: {why}; the file is damaged: use another version");

    public void Dispose() => _file.Dispose();

    private byte[] Read(long from, long count, ulong check)
    {
        var bytes = GC.AllocateUninitializedArray<byte>((int)Math.Min(count, PackIndex.MostTensorBytes));
        _file.Position = from;
        _file.ReadExactly(bytes);
        return Packer.Check(bytes) is var found && found == check
            ? bytes
            : throw new CheckpointException($"{count} bytes from {from} on have the hash {found:x16}, the index says "
                + $"{check:x16}");
    }
}
