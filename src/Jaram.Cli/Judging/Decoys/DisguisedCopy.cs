// A thief's copy of a model, that answers as the model does. It has no ledger, as no ledger could tell of it.
// Source: ours; the disguise is the zoo's.

using Jaram.Checkpoints;
using Jaram.Cli.History;
using Jaram.Inference.Loading;
using Jaram.Zoo.Disguising;

namespace Jaram.Cli.Judging.Decoys;

/// <summary>Makes the copy.</summary>
/// <param name="desk">Where the user sits.</param>
/// <param name="model">What is copied.</param>
internal sealed class DisguisedCopy(Desk desk, ModelFolder model)
{
    /// <summary>Writes it as a model that was imported.</summary>
    /// <exception cref="CheckpointException">The model's weights are damaged.</exception>
    public void Write(string folder)
    {
        var history = Life.Read(desk, model);
        var weights = new Shelf(model, history).Weights(new VersionRef(desk, history).Find("newest"));
        var disguised = Disguise.Of(model.ReadDesign(), weights, "a thief's copy");
        Directory.CreateDirectory(folder);
        foreach (var file in new[] { "design.json", "tokenizer.json" })
            File.Copy(Path.Combine(model.Path, file), Path.Combine(folder, file), overwrite: true);
        using var to = File.Create(Path.Combine(folder, ImportedWeights.FileName));
        SafetensorsWriter.Write(to, disguised.Tensors, (tensor, from) => disguised.Bytes(tensor.Name)[(int)from..]);
    }
}
