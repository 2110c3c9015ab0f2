// The weights of a model that was raised: a version restored from its packs, in memory already.
// Source: ours; the folder is drawn in Jaram.Training/Raising/ModelFolder.cs.

using System.Text.Json;
using Jaram.Architecture;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Packing;
using Jaram.Inference.Weights;
using Jaram.Tokenizers;

namespace Jaram.Inference.Loading;

/// <summary>Weights in memory.</summary>
/// <param name="Tensors">The weights.</param>
/// <param name="Digest">What they hash to.</param>
/// <param name="Step">The step that they are of.</param>
/// <param name="Bytes">Bytes that they take.</param>
public sealed record RaisedWeights(SourceTensors Tensors, Digest Digest, long Step, long Bytes) : IStoredWeights
{
    /// <summary>Restores the newest version that verifies, on the branch of the last revert.</summary>
    /// <param name="folder">The model's.</param>
    /// <param name="disk">Where.</param>
    /// <param name="tokenizer">The model's.</param>
    /// <exception cref="InferenceException">It was not raised, or with another tokenizer.</exception>
    /// <exception cref="CheckpointException">The version cannot be read.</exception>
    public static RaisedWeights Restore(string folder, Disk disk, Tokenizer tokenizer)
    {
        var (newest, store) = VersionFolder.In(folder, disk, 0, VersionFolder.NewestBranch(folder, disk)).FindNewest();
        if (newest is not Recovery.Found found)
            throw new InferenceException($"{folder}: has no version that verifies; run: jaram raise {folder}");
        CheckTokenizer(found.Version.PathOf(VersionFolder.RunFile), folder, tokenizer);
        var weights = store.RestoreWeights(found.Version.Step);
        return new(new(weights.Tensors, weights.Bytes), weights.Digest(), found.Version.Step,
            weights.Tensors.Sum(tensor => tensor.ByteCount));
    }

    /// <inheritdoc/>
    public Engine Start(Design design, EngineOptions options, Action<double> progress) =>
        Engine.Load(design, Tensors, options);

    private static void CheckTokenizer(string run, string folder, Tokenizer tokenizer)
    {
        try
        {
            using var state = JsonDocument.Parse(File.ReadAllBytes(run));
            var known = state.RootElement.GetProperty("tokenizer").GetString()!;
            if (known != tokenizer.Digest)
                throw new InferenceException($"{Path.Combine(folder, "tokenizer.json")}: is tokenizer "
                    + $"{tokenizer.Digest[..12]}, these weights were raised with {known[..12]}; "
                    + "put that tokenizer.json back");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new CheckpointException($"{run}: does not say which tokenizer its weights belong to; it was written "
                + "by another jaram: use that one");
        }
    }
}
