// Makes a stretch of a model's life again from what the ledger says, and compares every version on the way. Equal
// names mean equal bits of weights, optimizer and run: no tolerance, as a tolerance is what a forger needs.
// Source: gate G6 of a proof of training; why no tolerance: arXiv:2208.03567, section 4.

using Jaram.Checkpoints;
using Jaram.Ledger.Growth;
using Jaram.Training.Raising;

namespace Jaram.Training.Recording;

/// <summary>Replays segments.</summary>
/// <param name="trainer">Of the model's last recipe, with the store that its versions lie in.</param>
/// <param name="history">What came out when it was raised.</param>
/// <param name="hasOptimizer">Whether the optimizer of a version is stored.</param>
public sealed class Replayer(Trainer trainer, GrowthHistory history, Func<long, bool> hasOptimizer)
{
    /// <summary>Replays the segment that ends in a version, from the nearest earlier version whose optimizer is stored;
    /// versions on the way are compared too.</summary>
    /// <param name="version">As the ledger has it.</param>
    /// <returns>One for each version that was made again, in order; the last is the first that differs, or the one
    /// asked for.</returns>
    public IReadOnlyList<Comparison> To(VersionMade version)
    {
        var from = Nearest(version);
        List<Comparison> compared = [];
        trainer.Replay(from, version.Step, history.Seed, segment =>
        {
            if (history.At(segment.Step)?.Version is not { } recorded) return true;
            compared.Add(Compare(recorded, segment));
            return compared[^1].IsSame;
        });
        return compared;
    }

    /// <summary>The step to begin from: 0 begins from the seed.</summary>
    public long Nearest(VersionMade version) =>
        history.Versions.Select(made => made.Version.Step).Where(step => step < version.Step && hasOptimizer(step))
            .DefaultIfEmpty(0).Max();

    private Comparison Compare(VersionMade recorded, Segment segment)
    {
        if (recorded.Version == segment.Version) return new(recorded, segment.Version, []);
        var listing = history.TensorsOf(recorded);
        return new(recorded, segment.Version,
        [
            .. Different(listing.Weights, segment.Saved.Tensors.Weights),
            .. Different(listing.Optimizer, segment.Saved.Tensors.Optimizer),
            .. recorded.State == segment.Saved.State ? Array.Empty<string>() : ["trainer.json"],
        ]);
    }

    private static IEnumerable<string> Different(IReadOnlyList<NamedDigest> recorded, IReadOnlyList<NamedDigest> made) =>
        recorded.Select(t => t.Name).Union(made.Select(t => t.Name)).Where(name =>
            recorded.FirstOrDefault(t => t.Name == name) != made.FirstOrDefault(t => t.Name == name));
}

/// <summary>A version that was made again.</summary>
/// <param name="Recorded">As the ledger has it.</param>
/// <param name="Found">The name that came out.</param>
/// <param name="Different">Tensors, and trainer.json, that came out otherwise.</param>
public sealed record Comparison(VersionMade Recorded, Digest Found, IReadOnlyList<string> Different)
{
    /// <summary>Whether every bit is the same.</summary>
    public bool IsSame => Recorded.Version == Found;
}
