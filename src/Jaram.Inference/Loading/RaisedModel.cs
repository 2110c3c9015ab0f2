// A model's folder as those who only use it see it: architecture, tokenizer, and the newest version's weights.
// Source: ours; the folder is drawn in Jaram.Training/Raising/ModelFolder.cs.

using System.Text.Json;
using Jaram.Architecture;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Packing;
using Jaram.Inference.Weights;
using Jaram.Tokenizers;

namespace Jaram.Inference.Loading;

/// <summary>A model that was raised, its weights in memory.</summary>
/// <param name="Name">Its folder's name.</param>
/// <param name="Design">Its architecture.</param>
/// <param name="Tokenizer">Its tokenizer.</param>
/// <param name="Weights">Its weights.</param>
/// <param name="Digest">What they hash to.</param>
/// <param name="Step">The step that they are of.</param>
public sealed record RaisedModel(
    string Name, Design Design, Tokenizer Tokenizer, SourceTensors Weights, Digest Digest, long Step)
{
    /// <summary>Opens the newest version that verifies, on the branch of the last revert.</summary>
    /// <param name="folder">The model's.</param>
    /// <param name="disk">Where.</param>
    /// <exception cref="InferenceException">There is no model, it was not raised, or its parts do not belong
    /// together.</exception>
    /// <exception cref="DesignException">design.json is no design.</exception>
    /// <exception cref="TokenizerException">tokenizer.json is missing, or no tokenizer.</exception>
    /// <exception cref="CheckpointException">The version cannot be read.</exception>
    public static RaisedModel Open(string folder, Disk disk)
    {
        var design = Path.Combine(folder, "design.json");
        if (!File.Exists(design))
            throw new InferenceException(
                $"{folder}: is no model, design.json is missing; make one with: jaram new {folder}");
        var architecture = Design.Read(File.ReadAllBytes(design), design);
        var tokenizer = Tokenizer.Load(Path.Combine(folder, "tokenizer.json"));
        var (newest, store) = VersionFolder.In(folder, disk, 0, VersionFolder.NewestBranch(folder, disk)).FindNewest();
        if (newest is not Recovery.Found found)
            throw new InferenceException($"{folder}: has no version that verifies; run: jaram raise {folder}");
        CheckTokenizer(found.Version.PathOf("trainer.json"), folder, tokenizer);
        var weights = store.RestoreWeights(found.Version.Step);
        return new(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))), architecture,
            tokenizer, new(weights.Tensors, weights.Bytes), weights.Digest(), found.Version.Step);
    }

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
