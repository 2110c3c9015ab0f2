// The weights that a model's folder has: a version of its ledger, or those that were imported.
// Source: ours.

using Jaram.Checkpoints;
using Jaram.Cli.History;
using Jaram.Exchange.Tensors;
using Jaram.Inference.Loading;

namespace Jaram.Cli.Exchanging;

/// <summary>Weights to export, and where they come from.</summary>
/// <param name="Tensors">The weights, under our names.</param>
/// <param name="Version">The version that they are; empty for imported ones.</param>
/// <param name="Step">Its step; 0 for imported ones.</param>
internal sealed record ModelWeights(ITensorSource Tensors, string Version, long Step) : IDisposable
{
    /// <summary>Opens a version's weights, without libtorch.</summary>
    /// <exception cref="MisuseException">There is no such version, or the model was never raised.</exception>
    /// <exception cref="CheckpointException">They are damaged, or not those that the ledger has.</exception>
    public static ModelWeights Open(Desk desk, ModelFolder folder, string version)
    {
        var imported = Path.Combine(folder.Path, ImportedWeights.FileName);
        if (folder.FindHistory() is null && File.Exists(imported))
            return new(Shards.OpenFile(imported), "", 0);
        var history = Life.Read(desk, folder);
        var made = new VersionRef(desk, history).Find(version);
        return new(new HeldSource(new Shelf(folder, history).Weights(made)),
            made.Version.Version.ToString(), made.Version.Step);
    }

    /// <summary>A line that says which weights these are.</summary>
    public string Origin => Version == ""
        ? "weights as they were imported"
        : FormattableString.Invariant($"version {Version[..12]} of step {Step} in its ledger");

    /// <summary>A line that says how they were raised.</summary>
    public string Raised => Version == ""
        ? $"{Origin}; nobody recorded how they were raised"
        : $"raised from zero with Jaram; {Origin}";

    public void Dispose() => (Tensors as IDisposable)?.Dispose();
}
