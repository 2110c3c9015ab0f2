// Versions out of a folder of packs, for the checks, which ask for the same ones again and again.
// Source: ours.

using Jaram.Checkpoints;
using Jaram.Checkpoints.Packing;
using Jaram.Ledger.Growth;

namespace Jaram.Ledger.Verifying.Weights;

/// <summary>Opens recorded versions in a folder of packs. Not for use by several threads at once.</summary>
/// <param name="store">The folder.</param>
/// <param name="stateFile">The file beside the weights that holds the run's own memory: trainer.json.</param>
public sealed class PackedOpener(PackedVersions store, string stateFile)
{
    /// <summary>A version and its parent are looked at together.</summary>
    private const int Kept = 2;

    private readonly List<(long Step, StoredVersion Version)> _kept = [];

    /// <summary>Opens a version; see <see cref="OpenVersion"/>.</summary>
    public StoredVersion? Open(VersionMade version)
    {
        if (_kept.Find(kept => kept.Step == version.Step).Version is { } known) return known;
        if (!store.Steps().Contains(version.Step)) return null;
        var weights = store.RestoreWeights(version.Step);
        var published = store.Look(version.Step);
        var opened = new StoredVersion(new(weights.Tensors, weights.Bytes))
        {
            Optimizer = store.OptimizerSteps().Contains(version.Step) ? Memory(version.Step) : null,
            State = published.Manifest.Files.Any(file => file.Name == stateFile)
                ? Digest.Of(File.ReadAllBytes(published.PathOf(stateFile)))
                : null,
        };
        if (_kept.Count == Kept) _kept.RemoveAt(0);
        _kept.Add((version.Step, opened));
        return opened;
    }

    private StoredTensors Memory(long step)
    {
        var memory = store.RestoreOptimizer(step);
        return new(memory.Tensors, memory.Bytes);
    }
}
