// The weights of a model that was imported: one safetensors file, mapped. Small ones are packed into memory at every
// start; large ones once, into a file beside them that the next start maps.
// Source: ours; docs/formats/exchange.md, docs/formats/packed-weights.md.

using System.Text;
using Jaram.Architecture;
using Jaram.Checkpoints;

namespace Jaram.Inference.Loading;

/// <summary>Weights in a file, under our names.</summary>
/// <param name="Path">The file.</param>
/// <param name="Digest">Of small weights, what they hash to. Large ones are not read for it: of those, the hash of the
/// file's listing, length and time of writing.</param>
/// <param name="Bytes">Bytes of the file.</param>
public sealed record ImportedWeights(string Path, Digest Digest, long Bytes) : IStoredWeights
{
    /// <summary>The file in a model's folder.</summary>
    public const string FileName = "weights.safetensors";

    /// <summary>Looks at the file.</summary>
    /// <param name="folder">The model's.</param>
    /// <exception cref="CheckpointException">It cannot be read, or is no safetensors file.</exception>
    public static ImportedWeights Find(string folder)
    {
        var path = System.IO.Path.Combine(folder, FileName);
        using var file = SafetensorsReader.Open(path);
        var about = new FileInfo(path);
        return new(path, about.Length < UsableModel.Small ? file.Digest() : Listing(file, about), about.Length);
    }

    /// <inheritdoc/>
    public long Step => 0;

    /// <inheritdoc/>
    public Engine Start(Design design, EngineOptions options, Action<double> progress)
    {
        using var file = SafetensorsReader.Open(Path);                  // whatever packs copies: it may be closed after
        if (Bytes < UsableModel.Small) return Engine.Load(design, new(file.Tensors, file.Bytes), options);
        var packed = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, "engine",
            $"{options.Weights.Word}.safetensors");
        return Engine.Open(design, packed, Digest.ToString(), () => new(file.Tensors, file.Bytes), options, progress);
    }

    private static Digest Listing(SafetensorsReader file, FileInfo about) => Digest.Of(Encoding.UTF8.GetBytes(
        string.Join('\n', file.Tensors.Select(tensor => tensor.ToString()).Prepend(
            FormattableString.Invariant($"{about.Length} {about.LastWriteTimeUtc.Ticks}")))));
}
