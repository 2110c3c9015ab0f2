// Writes a model's life into its ledger: before the first step what will be done and from what, before each stage its
// plan, after each version what it is. What it tells of goes on only after it is written.
// Source: gates G0 to G2 of a proof of training; design.md, law 2 (recorded first).

using System.Text;
using Jaram.Architecture;
using Jaram.Architecture.Costing;
using Jaram.Architecture.Counting;
using Jaram.Checkpoints;
using Jaram.Ledger.Growth;
using Jaram.Training.Data;
using Jaram.Training.Raising;
using Portion = Jaram.Ledger.Growth.Portion;

namespace Jaram.Training.Recording;

/// <summary>Keeps one model's ledger while it is raised. Not thread-safe.</summary>
/// <param name="log">Where it is written.</param>
/// <param name="design">What is raised.</param>
/// <param name="peak">Operations a second that the machine reaches in a matrix product.</param>
/// <param name="time">Tells what a segment cost.</param>
public sealed class Chronicle(GrowthLog log, Design design, double peak, TimeProvider time)
{
    private readonly EnergyMeter _energy = new();
    private long _lastRecord = time.GetTimestamp();

    /// <summary>Commits to everything that decides the weights but the nonce; once in a model's life.</summary>
    /// <exception cref="RaisingException">The ledger is committed to another design, recipe, tokenizer or text: they
    /// were changed since.</exception>
    public void Commit(Commitment birth)
    {
        if (log.History.Commitments.Count == 0) log.Append(birth);
        var committed = log.History.Commitment;
        Same("design.json", birth.Design, committed.Design);
        Same("recipe.json without its stages", birth.Recipe, committed.Recipe);
        Same("tokenizer.json", birth.Tokenizer, committed.Tokenizer);
        Same("the text in corpus/", birth.Text.MerkleRoot, committed.Text.MerkleRoot);
    }

    /// <summary>Draws the nonce, if there is none, and returns the seed of first weights.</summary>
    /// <param name="nonce">Drawn by others after the commitment; null to derive it from the recipe's seed.</param>
    public byte[] Draw(byte[]? nonce)
    {
        if (log.History.Nonces.Count > 0) return log.History.Seed;
        var committed = log.History.Commitment;
        var (value, origin) = nonce is null
            ? (Digest.Of(Encoding.UTF8.GetBytes($"jaram-nonce-1\n{committed.Recipe}")), NonceOrigin.Recipe)
            : (Digest.Of(nonce), NonceOrigin.Given);
        log.Append(new Nonce(committed.Seal(), value.ToString(), origin));
        return log.History.Seed;
    }

    /// <summary>Records a stage before its first step; once for each stage.</summary>
    public void Plan(Recipe recipe, Digest program, string platform)
    {
        var (from, to) = (recipe.Steps - recipe.Stages[^1].Steps, recipe.Steps);
        if (!Branch.IsUnplanned(log.History) && log.History.Plans is [.., var last] && last.Plan.To == to) return;
        log.Append(new Ledger.Growth.Plan(log.Put(recipe.Write()), from, to, program, platform));
    }

    /// <summary>Records a version; one that is recorded already, as after damage, is not recorded twice.</summary>
    /// <exception cref="RaisingException">The ledger has another version of this step.</exception>
    public void Record(Segment segment)
    {
        var cost = CostOf(segment);
        if (Branch.At(log.History, segment.Step)?.Version is { } known)
        {
            if (known.Version == segment.Version) return;
            throw new RaisingException($"step {segment.Step}: came out as version {segment.Version}, the ledger has "
                + $"{known.Version}: the program or the machine is another one than that raised it; go on where it was "
                + "raised, or revert to an earlier version");
        }
        var parent = Branch.At(log.History, segment.From)?.Version;
        log.Append(new VersionMade
        {
            Version = segment.Version, Parents = segment.Step == 0 || parent is null ? [] : [parent.Version],
            Cause = segment.Step > 0 ? Cause.Raised : log.History.Descents.Count > 0 ? Cause.Grown : Cause.Born,
            From = segment.From, Step = segment.Step,
            Weights = segment.Saved.Weights, Optimizer = segment.Saved.Optimizer, State = segment.Saved.State,
            Tensors = log.Put(segment.Saved.Tensors), Steps = log.Put(segment.Steps), Documents = segment.Documents,
            Tokens = segment.TokensPerStep * segment.Step, Loss = Mean(segment, s => s.Loss),
            GradientNorm = Mean(segment, s => s.GradientNorm),
            Rate = segment.Steps is [.., var last] ? last.Rate : 0, Probes = segment.Probes.Losses,
            Hits = Convert.ToBase64String(segment.Probes.Hits), Cost = cost,
        });
    }

    /// <summary>Records that the run went back.</summary>
    public void Record(RaisingEvent.Rewound back, string why) =>
        log.Append(new Rewound(back.From, back.To, back.Batches, why));

    /// <summary>What a model is committed to before its first step.</summary>
    /// <param name="log">Keeps the blobs.</param>
    /// <param name="design">design.json.</param>
    /// <param name="recipe">The recipe; its stages are left out.</param>
    /// <param name="shards">The text.</param>
    /// <param name="first">How first weights are drawn.</param>
    /// <param name="program">The program.</param>
    /// <param name="platform">The machine.</param>
    public static Commitment Birth(GrowthLog log, Design design, Recipe recipe, ShardFolder shards, FirstWeights first,
        IReadOnlyList<ProgramPart> program, string platform) => new()
    {
        Design = log.Put(design.Write()), Recipe = log.Put((recipe with { Stages = [] }).Write()),
        Tokenizer = Parsed(shards.Manifest.TokenizerDigest), Text = TextOf(shards, log),
        FirstWeights = log.Put(first), Program = program, Platform = platform,
    };

    private static void Same(string what, Digest found, Digest committed)
    {
        if (found != committed)
            throw new RaisingException($"{what} is {found.ToString()[..12]}, the ledger is committed to "
                + $"{committed.ToString()[..12]}: put the committed one back, or make a new model");
    }

    private static CommittedText TextOf(ShardFolder shards, GrowthLog log)
    {
        var manifest = shards.Manifest;
        var entries = Enumerable.Range(0, shards.Documents).Select(n => shards[n]).ToList();
        return new(Parsed(manifest.MerkleRoot), shards.Documents, log.Put(Encoding.UTF8.GetBytes(manifest.ToJson())),
            Portions(entries.CountBy(entry => manifest.Licences[entry.Licence])),
            Portions(entries.CountBy(entry => manifest.Sources[entry.Source] is { Origin: "" } plain
                ? plain.File : manifest.Sources[entry.Source].Origin)));
    }

    private static IReadOnlyList<Portion> Portions(IEnumerable<KeyValuePair<string, int>> counted) =>
        [.. counted.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => new Portion(p.Key, p.Value))];

    private SegmentCost CostOf(Segment segment)
    {
        var seconds = time.GetElapsedTime(_lastRecord).TotalSeconds;
        _lastRecord = time.GetTimestamp();
        var (joules, isCounted) = _energy.Since(seconds, Environment.ProcessorCount);
        var tier = isCounted ? EnergyTier.Measured : EnergyTier.Estimated;
        var (count, read) = (Count.Of(design), segment.TokensPerStep * segment.Steps.Count);
        return new(seconds, 3 * count.Flops(new Work.Prefill(design.Context)) * read,
            6.0 * count.ActiveParameters * read, seconds * peak, joules, tier);
    }

    private static double Mean(Segment segment, Func<StepRecord, double> of) =>
        segment.Steps.Count == 0 ? 0 : segment.Steps.Average(of);

    private static Digest Parsed(string hex) => Digest.TryParse(hex, out var digest)
        ? digest
        : throw new RaisingException($"'{hex}' is no SHA-256 in hex: make the model anew");
}
