// Versions of a model, packed. Weights and what else belongs to a version lie in one store, optimizer states in a
// second one inside it, so that these can go while the weights stay. A version counts once it is in the first; what the
// second has beyond that was never acknowledged.
// Source: ours.
//
//   step-00000120/            weights.pack, other files, manifest.json
//   optimizer/step-00000120/  optimizer.pack, manifest.json

using System.Collections.Immutable;

namespace Jaram.Checkpoints.Packing;

/// <summary>A folder of packed versions: every bit of any version comes back, from a fraction of the bytes. The rules
/// of <see cref="VersionStore"/> hold: one process changes it, any number read.</summary>
public sealed class PackedVersions
{
    /// <summary>The weights in a version's folder.</summary>
    public const string WeightsFile = "weights.pack";

    /// <summary>The optimizer's tensors in a version's folder of their own.</summary>
    public const string OptimizerFile = "optimizer.pack";

    private readonly PackingOptions _options;
    private readonly PackStore _weights, _optimizers;
    private readonly string _optimizerFolder;
    private readonly Disk _disk;

    /// <summary>Opens a folder, which need not be there yet; its parent must be.</summary>
    public PackedVersions(string folder, Disk disk, PackingOptions options)
    {
        (_options, _disk, _optimizerFolder) = (options, disk, Path.Combine(folder, "optimizer"));
        _weights = new(new(folder, disk), disk, WeightsFile, options);
        _optimizers = new(new(_optimizerFolder, disk), disk, OptimizerFile, options);
    }

    /// <summary>Steps of the published versions, ascending.</summary>
    /// <exception cref="CheckpointException">The folder cannot be read.</exception>
    public IReadOnlyList<long> Steps() => _weights.Versions.Steps();

    /// <summary>Steps whose optimizer is kept too, ascending: one can go on raising from these.</summary>
    /// <exception cref="CheckpointException">The folder cannot be read.</exception>
    public IReadOnlyList<long> OptimizerSteps() => [.. _optimizers.Versions.Steps().Intersect(Steps())];

    /// <summary>Packs and publishes a version; once this returns, it survives a power cut.</summary>
    /// <param name="step">The training step, 0 or more.</param>
    /// <param name="weights">Kept in memory until the next version, unless <see cref="HeldTensors.Copy"/> takes that.
    /// </param>
    /// <param name="optimizer">Likewise; <see cref="HeldTensors.None"/> for a version one cannot go on from.</param>
    /// <param name="others">Other files: names, and what writes each.</param>
    /// <exception cref="CheckpointException">It could not be published; what was before is untouched.</exception>
    public PublishedVersion Publish(long step, HeldTensors weights, HeldTensors optimizer,
        IReadOnlyDictionary<string, Action<Stream>> others)
    {
        try
        {
            _weights.Versions.MakeReady();
            RefuseIfPublished(step);
            if (_optimizers.Versions.Steps().Contains(step)) _optimizers.Versions.Remove([step]);
            var files = new Dictionary<string, Action<Stream>>(others);
            Workers.Run(2, Math.Min(2, _options.Threads), () => 0, (half, _) =>
            {
                if (half == 0)
                {
                    _weights.Pack(step, weights);
                    return;
                }
                if (optimizer.Tensors.Count == 0) return;
                _optimizers.Pack(step, optimizer);
                _optimizers.Versions.Publish(step,
                    new Dictionary<string, Action<Stream>> { [OptimizerFile] = _optimizers.Write });
            });
            if (!files.TryAdd(WeightsFile, _weights.Write))
                throw new CheckpointException($"{WeightsFile} is the name of the weights: give that file another name");
            return _weights.Versions.Publish(step, files);
        }
        catch
        {
            Forget();
            throw;
        }
    }

    /// <summary>The other files of a version, and its weights as they are packed; bytes are not checked.</summary>
    /// <exception cref="CheckpointException">There is no such version.</exception>
    public PublishedVersion Look(long step) => _weights.Versions.Look(step);

    /// <summary>Restores the weights of a version, every bit.</summary>
    /// <exception cref="CheckpointException">A file is damaged or missing: it is named, and the tensor.</exception>
    public HeldTensors RestoreWeights(long step)
    {
        Look(step);
        return _weights.Restore(step, Precision.Exact);
    }

    /// <summary>Whether a version with just these weights is published; false too if the one that is there is
    /// damaged.</summary>
    public bool Holds(long step, HeldTensors weights)
    {
        try
        {
            return Steps().Contains(step) && RestoreWeights(step).Digest() == weights.Digest();
        }
        catch (CheckpointException)
        {
            return false;
        }
    }

    /// <summary>The weights of a version with F32 cut to BF16, from fewer bytes and in less time.</summary>
    /// <exception cref="CheckpointException">A file is damaged or missing.</exception>
    public HeldTensors PreviewWeights(long step)
    {
        Look(step);
        return _weights.Restore(step, Precision.Preview);
    }

    /// <summary>Restores the optimizer's tensors as of a version, every bit.</summary>
    /// <exception cref="CheckpointException">A file is damaged or missing, or this version's were dropped.</exception>
    public HeldTensors RestoreOptimizer(long step)
    {
        Look(step);
        var kept = OptimizerSteps();
        if (kept.Contains(step)) return _optimizers.Restore(step, Precision.Exact);
        var near = kept.LastOrDefault(s => s < step, -1);
        throw new CheckpointException($"{_optimizerFolder}: the optimizer of step {step} is not kept, "
            + $"{(near < 0 ? "none before is" : $"that of {near} is")}: replay from a version that has it");
    }

    /// <summary>Names, shapes, digests and sizes of a version's weights, without decoding.</summary>
    /// <exception cref="CheckpointException">There is no such version, or its index is damaged.</exception>
    public ImmutableArray<PackEntry> ListWeights(long step)
    {
        Look(step);
        return _weights.Entries(step);
    }

    /// <summary>The same for its optimizer; empty if that is not kept.</summary>
    /// <exception cref="CheckpointException">The index is damaged.</exception>
    public ImmutableArray<PackEntry> ListOptimizer(long step) =>
        OptimizerSteps().Contains(step) ? _optimizers.Entries(step) : [];

    /// <summary>Bytes on disk of a version, all files and manifests; of what it shares with others, only what lies in
    /// its own folders.</summary>
    /// <exception cref="CheckpointException">There is no such version.</exception>
    public long StoredBytes(long step)
    {
        var bytes = Look(step).Manifest.StoredBytes;
        return OptimizerSteps().Contains(step) ? bytes + _optimizers.Versions.Look(step).Manifest.StoredBytes : bytes;
    }

    /// <summary>The versions without which this one cannot be restored, itself among them.</summary>
    /// <exception cref="CheckpointException">One of them is damaged or missing.</exception>
    public IReadOnlySet<long> Needs(long step)
    {
        var needs = _weights.Needs(step).ToHashSet();
        if (OptimizerSteps().Contains(step)) needs.UnionWith(_optimizers.Needs(step));
        return needs;
    }

    /// <summary>Finds the newest version that one can go on from, changing nothing.</summary>
    /// <exception cref="CheckpointException">The folder cannot be read.</exception>
    public Recovery FindNewest() => Search([]);

    /// <summary>To begin or go on with a run: removes what a stopped run left behind, and finds the newest version of
    /// which all that it needs verifies, optimizer and all.</summary>
    /// <exception cref="CheckpointException">The folder cannot be read or written.</exception>
    public Recovery Recover()
    {
        Forget();
        List<Finding> findings = [.. _weights.Versions.Recover().Findings.Where(IsRemoved)];
        if (!_disk.HasFolder(_optimizerFolder)) return Search(findings);
        findings.AddRange(_optimizers.Versions.Recover().Findings.Where(IsRemoved));
        var orphans = _optimizers.Versions.Steps().Except(Steps()).ToList();
        _optimizers.Versions.Remove(orphans);
        findings.AddRange(orphans.Select(step => new Finding(_optimizerFolder,
            $"an optimizer of step {step} without its version: the run stopped between them; removed")));
        return Search(findings);
    }

    /// <summary>Deletes versions that nobody was told of, optimizer and all; nothing later may need them.</summary>
    /// <param name="steps">Which.</param>
    /// <exception cref="CheckpointException">The folder cannot be read or written.</exception>
    public void Withdraw(IReadOnlyCollection<long> steps)
    {
        Forget();
        _weights.Versions.Remove([.. steps]);
        _optimizers.Versions.Remove([.. steps.Intersect(_optimizers.Versions.Steps())]);
    }

    /// <summary>Deletes what the options do not keep, less what a kept or promised version needs; never the newest
    /// version one can go on from.</summary>
    /// <param name="promised">Steps that must stay restorable, optimizer and all if they have one.</param>
    /// <returns>The steps that are gone, and those without their optimizer now.</returns>
    /// <exception cref="CheckpointException">The folder cannot be read or written.</exception>
    public Collected Collect(IReadOnlyCollection<long> promised)
    {
        if (_options is { Keep: null, KeepOptimizer: null } || Search([]) is not Recovery.Found newest)
            return new([], []);
        long[] kept = [.. promised, newest.Version.Step];
        var steps = _options.Keep is { } keep ? _weights.Spare(all => keep.Spare(all).Except(kept)) : [];
        if (steps.Count > 0) _weights.Forget();
        _weights.Versions.Remove(steps);
        var left = Steps();
        var states = _optimizers.Spare(all =>
            (_options.KeepOptimizer?.Spare(all) ?? []).Union(all.Except(left)).Except(kept));
        if (states.Count > 0) _optimizers.Forget();
        _optimizers.Versions.Remove(states);
        return new(steps, states);
    }

    private static bool IsRemoved(Finding finding) => finding.Why.EndsWith("; removed", StringComparison.Ordinal);

    private void Forget()
    {
        _weights.Forget();
        _optimizers.Forget();
    }

    private void RefuseIfPublished(long step)
    {
        if (!Steps().Contains(step)) return;
        try
        {
            _weights.Versions.Open(step);
        }
        catch (CheckpointException)
        {
            return; // damaged: it is published anew
        }
        throw new CheckpointException($"{Look(step).Folder} is published already: take another step");
    }

    private Recovery Search(List<Finding> findings)
    {
        var hasStates = _disk.HasFolder(_optimizerFolder); // made before the first version that has one
        var states = _optimizers.Versions.Steps();
        foreach (var step in Steps().Reverse())
        {
            if (hasStates && !states.Contains(step)) continue; // dropped on purpose: to read, not to go on from
            try
            {
                _weights.Check(step);
                if (hasStates) _optimizers.Check(step);
                return new Recovery.Found(Look(step), findings);
            }
            catch (CheckpointException e)
            {
                findings.Add(new(_weights.Versions.FolderOf(step), e.Message));
            }
        }
        return new Recovery.Nothing(findings);
    }

    /// <summary>What was deleted.</summary>
    /// <param name="Steps">Versions that are gone.</param>
    /// <param name="Optimizers">Steps whose optimizer is gone; those of <paramref name="Steps"/> among them.</param>
    public sealed record Collected(IReadOnlyList<long> Steps, IReadOnlyList<long> Optimizers);
}
