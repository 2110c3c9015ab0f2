// What is priced: a model that was raised or imported, or a design that has no weights yet.
// Source: ours.

using Jaram.Architecture;
using Jaram.Checkpoints;
using Jaram.Cli.Generating;
using Jaram.Cli.Making;
using Jaram.Inference;
using Jaram.Inference.Costing;
using Jaram.Inference.Loading;

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
/// <param name="Start">Begins to run them.</param>
internal sealed record CostSubject(string Name, Design Design, WeightOrigin Origin, string Version, string Folder,
    Func<EngineOptions, Engine> Start)
{
    /// <summary>A model's folder, a design's file or a preset.</summary>
    /// <exception cref="MisuseException">It is none of these.</exception>
    public static CostSubject Open(string word, Desk desk)
    {
        if (!Directory.Exists(word)) return Random(word, Presets.Read(word, desk), "");
        var folder = new ModelFolder(word);
        var isImported = folder.FindHistory() is null && File.Exists(Path.Combine(word, ImportedWeights.FileName));
        if (!isImported && folder.Versions().FindNewest().Item1 is not Recovery.Found)
            return Random(word, folder.ReadDesign(), folder.Path);
        var (model, note) = (UsableModel.Open(folder.Path, new()), new PackingNote(desk));
        return new(word, model.Design, isImported ? WeightOrigin.Imported : WeightOrigin.Raised,
            isImported ? "" : FormattableString.Invariant($"{model.Weights.Digest} @{model.Weights.Step}"), folder.Path,
            options => model.Weights.Start(model.Design, options, note.Tell));
    }

    private static CostSubject Random(string name, Design design, string folder) => new(name, design,
        WeightOrigin.Random, "", folder,
        options => Engine.Load(design, RandomWeights.Of(Engine.TensorsOf(design, options)), options));
}
