namespace Jaram.Checkpoints.Packing;

/// <summary>A pack that is open: its index in memory, its tensors read when asked for. For one thread.</summary>
internal sealed class PackReader : IDisposable
{
    private readonly Stream _file;
    private readonly string _path;
    private readonly Dictionary<string, long> _starts = [];

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
        foreach (var entry in Index.Entries)
        {
            _starts.Add(entry.Tensor.Name, at);
            at += entry.StoredBytes;
        }
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

    /// <summary>Reads the stored bytes of a tensor: all of them, or what a preview needs.</summary>
    /// <exception cref="CheckpointException">They cannot be read.</exception>
    public void Read(PackEntry entry, Precision precision, Memory<byte> into)
    {
        try
        {
            _file.Position = _starts[entry.Tensor.Name];
            _file.ReadExactly(into.Span[..(int)entry.BytesFor(precision)]);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            throw DiskFailure.Explain(e, _path, $"tensor {entry.Tensor} cannot be read");
        }
    }

    /// <summary>Checks what <see cref="Read"/> gave, and reads its form; on any thread.</summary>
    /// <exception cref="CheckpointException">It is damaged.</exception>
    public TensorCode Parse(PackEntry entry, ReadOnlyMemory<byte> bytes, Precision precision)
    {
        var main = bytes[..(int)entry.MainBytes];
        var low = precision == Precision.Preview ? default : bytes.Slice(main.Length, (int)entry.LowBytes);
        try
        {
            Check(main.Span, entry.Checks.Main);
            if (precision == Precision.Exact) Check(low.Span, entry.Checks.Low);
            return TensorCode.Read(entry, main, low, precision);
        }
        catch (CheckpointException e)
        {
            throw Damaged(entry, e.Message);
        }
    }

    /// <summary>Says that a tensor of this file cannot be used.</summary>
    public CheckpointException Damaged(PackEntry entry, string why) =>
        new($"{_path}: tensor {entry.Tensor}: {why}; the file is damaged: use another version");

    public void Dispose() => _file.Dispose();

    private static void Check(ReadOnlySpan<byte> bytes, ulong check)
    {
        if (Packer.Check(bytes) is var found && found != check)
            throw new CheckpointException(
                $"{bytes.Length} bytes have the hash {found:x16}, the index says {check:x16}");
    }
}
