// What is priced: a model that was raised or imported, or a design that has no weights yet.
// Source: ours.

using System.Runtime.InteropServices;
using Jaram.Architecture;
using Jaram.Checkpoints;
using Jaram.Cli.Exchanging;
using Jaram.Cli.Making;
using Jaram.Exchange.Tensors;
using Jaram.Inference;
using Jaram.Inference.Costing;
using Jaram.Inference.Loading;
using Jaram.Inference.Weights;

namespace Jaram.Cli.Costing;

/// <summary>Where weights come from.</summary>
internal enum WeightOrigin
{
    /// <summary>Drawn at random: speed does not depend on values, except for which experts tokens choose.</summary>
    Random,

    /// <summary>A version of the model.</summary>
    Raised,

    /// <summary>As they were imported.</summary>
    Imported,
}

/// <summary>A design, and weights for it.</summary>
/// <param name="Name">The folder's, file's or preset's.</param>
/// <param name="Design">The architecture.</param>
/// <param name="Origin">Where the weights come from.</param>
/// <param name="Version">What they hash to, and their step; empty unless they were raised.</param>
/// <param name="Folder">The model's folder; empty for a design.</param>
/// <param name="Weights">Opens the weights.</param>
internal sealed record CostSubject(string Name, Design Design, WeightOrigin Origin, string Version, string Folder,
    Func<EngineOptions, SourceTensors> Weights)
{
    private const int PieceNumbers = 1 << 20;

    /// <summary>A model's folder, a design's file or a preset.</summary>
    /// <exception cref="MisuseException">It is none of these.</exception>
    public static CostSubject Open(string word, Desk desk)
    {
        if (!Directory.Exists(word)) return Random(word, Presets.Read(word, desk), "");
        var folder = new ModelFolder(word);
        if (Path.Combine(folder.Path, ModelWeights.Imported) is var imported && File.Exists(imported))
            return new(word, folder.ReadDesign(), WeightOrigin.Imported, "", folder.Path,
                _ => Adapted(Shards.OpenFile(imported)));
        if (folder.Versions().FindNewest().Item1 is not Recovery.Found)
            return Random(word, folder.ReadDesign(), folder.Path);
        var model = RaisedModel.Open(folder.Path, new());
        return new(word, model.Design, WeightOrigin.Raised,
            FormattableString.Invariant($"{model.Digest} @{model.Step}"), folder.Path, _ => model.Weights);
    }

    private static CostSubject Random(string name, Design design, string folder) => new(name, design,
        WeightOrigin.Random, "", folder, options => RandomWeights.Of(Engine.TensorsOf(design, options)));

    /// <summary>Numbers of any format as float32, piece by piece.</summary>
    private static SourceTensors Adapted(Shards source)
    {
        var (tensors, piece) = (source.Tensors.ToDictionary(tensor => tensor.Name), new float[PieceNumbers]);
        return new(source.Tensors.Select(tensor => new TensorEntry(tensor.Name, DType.F32, tensor.Shape.AsSpan())),
            (entry, from) =>
            {
                var (tensor, first) = (tensors[entry.Name], from / sizeof(float));
                var into = piece.AsSpan(0, (int)Math.Min(piece.Length, tensor.Count - first));
                source.Read(tensor, first, into);
                return MemoryMarshal.AsBytes(into);
            });
    }
}
