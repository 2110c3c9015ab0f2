// A model's folder as those who only use it see it: architecture, tokenizer, weights. Raised here or imported, it is
// used alike.
// Source: ours.

using Jaram.Architecture;
using Jaram.Checkpoints;
using Jaram.Tokenizers;

namespace Jaram.Inference.Loading;

/// <summary>A model that can be run.</summary>
/// <param name="Name">Its folder's name.</param>
/// <param name="Design">Its architecture.</param>
/// <param name="Tokenizer">Its tokenizer.</param>
/// <param name="Weights">Its weights.</param>
public sealed record UsableModel(string Name, Design Design, Tokenizer Tokenizer, IStoredWeights Weights)
{
    /// <summary>Bytes of weights below which a model is small: it is kept as it is, and packed in no time.</summary>
    public const long Small = 50_000_000;

    /// <summary>How weights are kept for whoever has no wish of his own: small ones as they are, others in 8 bits.
    /// </summary>
    public string UsualWeights => Weights.Bytes < Small ? "f32" : "int8";

    /// <summary>Opens a folder: of a raised model the newest version that verifies, on the branch of the last revert.
    /// </summary>
    /// <param name="folder">The model's.</param>
    /// <param name="disk">Where.</param>
    /// <exception cref="InferenceException">There is no model, it has no weights or no tokenizer, or its parts do not
    /// belong together.</exception>
    /// <exception cref="DesignException">design.json is no design.</exception>
    /// <exception cref="TokenizerException">tokenizer.json is no tokenizer.</exception>
    /// <exception cref="CheckpointException">The weights cannot be read.</exception>
    public static UsableModel Open(string folder, Disk disk)
    {
        var design = Path.Combine(folder, "design.json");
        if (!File.Exists(design))
            throw new InferenceException($"{folder}: is no model, design.json is missing; make one with: "
                + $"jaram new {folder}");
        var architecture = Design.Read(File.ReadAllBytes(design), design);
        var isImported = !Directory.Exists(Path.Combine(folder, "ledger"))
            && File.Exists(Path.Combine(folder, ImportedWeights.FileName));
        if (isImported && !StoredTokenizer.IsIn(folder))
            throw new InferenceException($"{folder}: has no tokenizer, as jaram import could not stand for this "
                + "model's; it can be exported, not asked");
        var tokenizer = StoredTokenizer.Read(folder);
        if (tokenizer.Count > architecture.Vocabulary)
            throw new InferenceException($"{folder}: the tokenizer has {tokenizer.Count} tokens, design.json a "
                + $"vocabulary of {architecture.Vocabulary}; put back the files that belong together");
        return new(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))), architecture,
            tokenizer, isImported ? ImportedWeights.Find(folder) : RaisedWeights.Restore(folder, disk, tokenizer));
    }
}
