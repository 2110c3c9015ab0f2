// Source: Hugging Face transformers: model.safetensors, or model-00001-of-000NN.safetensors with an index.

using System.Globalization;
using System.Text.Json.Nodes;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Quantisation;
using Jaram.Exchange.Tensors;

namespace Jaram.Exchange.Exporting;

/// <summary>Writes a source's tensors as safetensors.</summary>
internal static class SafetensorsFiles
{
    /// <summary>Writes one file.</summary>
    /// <param name="to">Where.</param>
    /// <param name="source">What.</param>
    /// <param name="tensors">Which of the source's.</param>
    /// <param name="format">What each is stored as.</param>
    public static void Write(Stream to, ITensorSource source, IEnumerable<SourceTensor> tensors,
        Func<SourceTensor, BlockFormat> format)
    {
        var byName = tensors.ToDictionary(tensor => tensor.Name);
        var bytes = new ConvertedBytes(source);
        SafetensorsWriter.Write(to,
            byName.Values.Select(t => new TensorEntry(t.Name, StoredNumbers.TypeOf(format(t)), t.Shape.AsSpan())),
            (entry, from) => bytes.Next(byName[entry.Name], format(byName[entry.Name]), from));
    }

    /// <summary>Writes a folder's weights: one file, or several of a size and an index.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="source">What.</param>
    /// <param name="format">What each tensor is stored as.</param>
    /// <param name="mostBytes">Bytes of tensors in a file; a larger tensor has one for itself.</param>
    public static void Write(
        string folder, ITensorSource source, Func<SourceTensor, BlockFormat> format, long mostBytes)
    {
        var parts = Part(source.Tensors, format, mostBytes);
        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < parts.Count; i++)
        {
            var name = parts.Count == 1 ? Shards.Single : string.Create(CultureInfo.InvariantCulture,
                $"model-{i + 1:D5}-of-{parts.Count:D5}.safetensors");
            using var file = File.Create(Path.Combine(folder, name));
            Write(file, source, parts[i], format);
            foreach (var tensor in parts[i]) map.Add(tensor.Name, name);
        }
        if (parts.Count == 1) return;
        var total = source.Tensors.Sum(tensor => format(tensor).BytesOf(tensor.Count));
        JsonText.Write(Path.Combine(folder, Shards.Index), new()
        {
            ["metadata"] = new JsonObject { ["total_size"] = total },
            ["weight_map"] = new JsonObject(map.Select(place =>
                KeyValuePair.Create(place.Key, (JsonNode?)place.Value))),
        });
    }

    private static List<List<SourceTensor>> Part(
        IReadOnlyList<SourceTensor> tensors, Func<SourceTensor, BlockFormat> format, long mostBytes)
    {
        List<List<SourceTensor>> parts = [[]];
        var size = 0L;
        foreach (var tensor in tensors)
        {
            var bytes = format(tensor).BytesOf(tensor.Count);
            if (size + bytes > mostBytes && parts[^1].Count > 0)
            {
                parts.Add([]);
                size = 0;
            }
            parts[^1].Add(tensor);
            size += bytes;
        }
        return parts;
    }
}
