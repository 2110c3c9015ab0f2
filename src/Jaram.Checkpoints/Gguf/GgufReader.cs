namespace Jaram.Checkpoints.Gguf;

/// <summary>A GGUF file of version 3, mapped: tensors are looked at where they lie. Many threads may read at once. The
/// file must not be cut or written in place while it is open.</summary>
public sealed class GgufReader : IDisposable
{
    private readonly MappedFile _file;
    private readonly string _path;
    private readonly long _dataStart;
    private readonly Dictionary<string, (GgufTensor Tensor, long Begin)> _byName;

    private GgufReader(string path)
    {
        (_path, _file) = (path, new(path));
        try
        {
            var header = GgufHeader.Read(_file.Head, _file.Length, path);
            (_dataStart, Metadata) = (header.DataStart, header.Metadata);
            _byName = header.Tensors.ToDictionary(placed => placed.Tensor.Name);
            Tensors = [.. header.Tensors.Select(placed => placed.Tensor)];
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Keys and values.</summary>
    public GgufMetadata Metadata { get; }

    /// <summary>The tensors in the order in which they lie in the file.</summary>
    public IReadOnlyList<GgufTensor> Tensors { get; }

    /// <summary>Opens a file after checking every rule of the format.</summary>
    /// <exception cref="CheckpointException">The file cannot be read or breaks a rule.</exception>
    public static GgufReader Open(string path) => new(path);

    /// <summary>Numbers of a tensor, row after row.</summary>
    /// <param name="name">The tensor.</param>
    /// <param name="from">The first number; a multiple of the format's blocks.</param>
    /// <param name="into">As many as wanted; a multiple too.</param>
    /// <exception cref="CheckpointException">There is no such tensor, or not so many numbers.</exception>
    public void Read(string name, long from, Span<float> into)
    {
        var (tensor, begin) = Find(name);
        var blocks = tensor.Type.Blocks;
        if (from < 0 || from > tensor.Count - into.Length || from % blocks.BlockLength != 0)
            throw new CheckpointException($"{_path}: tensor {tensor} has {tensor.Count} numbers in blocks of "
                + $"{blocks.BlockLength}, not {into.Length} from {from} on: stay within");
        const int Most = 1 << 20;                                       // a span holds fewer than 2^31 bytes
        for (var done = 0; done < into.Length;)
        {
            var part = into.Slice(done, Math.Min(Most, into.Length - done));
            var at = _dataStart + begin + blocks.BytesOf(from + done);
            blocks.Decode(_file.Slice(at, (int)blocks.BytesOf(part.Length)), part);
            done += part.Length;
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private (GgufTensor Tensor, long Begin) Find(string name) =>
        _byName.TryGetValue(name, out var found)
            ? found
            : throw new CheckpointException(
                $"{_path}: there is no tensor {Quoted.Of(name)} among {Tensors.Count}: look at the listing");
}
