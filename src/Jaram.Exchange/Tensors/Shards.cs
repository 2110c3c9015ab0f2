// Weights in one safetensors file, or in several with an index that says which tensor lies in which.
// Source: Hugging Face transformers, model.safetensors.index.json: {"metadata": {"total_size"}, "weight_map"}.

using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Quantisation;

namespace Jaram.Exchange.Tensors;

/// <summary>The tensors of a folder's safetensors files, read piece by piece.</summary>
public sealed partial class Shards : ITensorSource, IDisposable
{
    /// <summary>Weights in one file.</summary>
    internal const string Single = "model.safetensors";

    /// <summary>Which file holds which tensor.</summary>
    internal const string Index = Single + ".index.json";

    private const int MostIndexBytes = 1 << 26, LargestPiece = 1 << 19;

    private readonly List<SafetensorsReader> _files = [];
    private readonly Dictionary<string, (SafetensorsReader File, TensorEntry Entry)> _places = [];

    private Shards() => Tensors = [];

    /// <inheritdoc/>
    public IReadOnlyList<SourceTensor> Tensors { get; private set; }

    /// <summary>Opens the weights of a folder.</summary>
    /// <exception cref="CheckpointException">There are none, a file is damaged, or files and index
    /// disagree.</exception>
    internal static Shards Open(string folder) => Open(folder, StoredNumbers.Of);

    /// <summary>Opens what a folder holds, weights or not; what is packed is refused when read.</summary>
    /// <exception cref="CheckpointException">There are none, a file is damaged, or files and index
    /// disagree.</exception>
    public static Shards OpenAsStored(string folder) => Open(folder, AsStored.Of);

    private static Shards Open(string folder, Func<TensorEntry, BlockFormat> format) => Opened(format, shards =>
    {
        var index = Path.Combine(folder, Index);
        if (File.Exists(index)) shards.OpenListed(folder, index);
        else if (File.Exists(Path.Combine(folder, Single))) shards.Add(Path.Combine(folder, Single));
        else throw new CheckpointException($"{folder}: has neither {Single} nor {Index}: name the folder that has");
    });

    /// <summary>Opens one file of weights.</summary>
    /// <exception cref="CheckpointException">It cannot be read or is damaged.</exception>
    public static Shards OpenFile(string path) => Opened(StoredNumbers.Of, shards => shards.Add(path));

    /// <summary>Opens one file, weights or not; what is packed is refused when read.</summary>
    /// <exception cref="CheckpointException">It cannot be read or is damaged.</exception>
    public static Shards OpenFileAsStored(string path) => Opened(AsStored.Of, shards => shards.Add(path));

    private static Shards Opened(Func<TensorEntry, BlockFormat> format, Action<Shards> open)
    {
        var shards = new Shards();
        try
        {
            open(shards);
            shards.Tensors = [.. shards._places.Values.Select(place =>
                new SourceTensor(place.Entry.Name, place.Entry.Shape, format(place.Entry)))];
            return shards;
        }
        catch
        {
            shards.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Read(SourceTensor tensor, long from, Span<float> into)
    {
        var (file, entry) = _places[tensor.Name];
        if (from < 0 || from > tensor.Count - into.Length)
            throw new CheckpointException($"tensor {tensor} has no {into.Length} numbers from {from} on: stay within");
        var bytes = ArrayPool<byte>.Shared.Rent((int)tensor.Stored.BytesOf(Math.Min(LargestPiece, into.Length)));
        for (var done = 0; done < into.Length;)
        {
            var part = into.Slice(done, Math.Min(LargestPiece, into.Length - done));
            var some = bytes.AsSpan(0, (int)tensor.Stored.BytesOf(part.Length));
            file.Copy(entry, tensor.Stored.BytesOf(from + done), some);
            tensor.Stored.Decode(some, part);
            done += part.Length;
        }
        ArrayPool<byte>.Shared.Return(bytes);
    }

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        foreach (var file in _files) file.Dispose();
    }

    private void OpenListed(string folder, string index)
    {
        var map = ReadMap(index);
        foreach (var file in map.Values.Distinct().Order(StringComparer.Ordinal))
        {
            if (!PlainName().IsMatch(file))
                throw new CheckpointException(
                    $"{index}: names the file {Quoted.Of(file)}; only .safetensors files beside it are read");
            Add(Path.Combine(folder, file));
        }
        if (map.Keys.FirstOrDefault(name => !_places.ContainsKey(name)) is { } missing)
            throw new CheckpointException(
                $"{index}: tensor {Quoted.Of(missing)} is in none of its files: get them again");
        if (_places.Keys.FirstOrDefault(name => !map.ContainsKey(name)) is { } extra)
            throw new CheckpointException($"{index}: does not list tensor {Quoted.Of(extra)}, which its files hold: "
                + "get them again");
    }

    private static Dictionary<string, string> ReadMap(string index)
    {
        using var json = Keys.JsonFile.Read(index, MostIndexBytes);
        if (!json.RootElement.TryGetProperty("weight_map", out var map) || map.ValueKind != JsonValueKind.Object)
            throw new CheckpointException($"{index}: has no weight_map: get it again");
        var places = new Dictionary<string, string>();
        foreach (var entry in map.EnumerateObject())
            places.Add(entry.Name, entry.Value.ValueKind == JsonValueKind.String
                ? entry.Value.GetString()!
                : throw new CheckpointException($"{index}: {Quoted.Of(entry.Name)} must name a file: get it again"));
        return places;
    }

    private void Add(string path)
    {
        var file = SafetensorsReader.Open(path);
        _files.Add(file);
        foreach (var entry in file.Tensors)
            if (!_places.TryAdd(entry.Name, (file, entry)))
                throw new CheckpointException(
                    $"{path}: tensor {Quoted.Of(entry.Name)} is in another file too: keep one");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,199}\.safetensors\z")]
    private static partial Regex PlainName();
}
