// A ledger as the history of a model: typed entries in order, versions by name and by step, blobs decoded when asked
// for. It reads what is written; whether that is true is for the verifier.
// Source: ours.

using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Jaram.Checkpoints;

namespace Jaram.Ledger.Growth;

/// <summary>The history of one model. Safe for many threads if the blobs are.</summary>
public sealed class GrowthHistory
{
    private readonly Func<Digest, byte[]> _blob;
    private readonly ConcurrentDictionary<Digest, IReadOnlyList<StepRecord>> _steps = [];
    private readonly Dictionary<long, GrowthEntry.Made> _byStep = [];
    private readonly Dictionary<Digest, List<GrowthEntry.Made>> _byName = [], _byWeights = [];

    /// <param name="entries">In the order of the log, from 0.</param>
    /// <param name="blob">Fetches a blob, checked against its digest; throws <see cref="LedgerException"/> if it is
    /// not there.</param>
    public GrowthHistory(IEnumerable<GrowthEntry> entries, Func<Digest, byte[]> blob)
    {
        (Entries, _blob) = ([.. entries], blob);
        (Commitments, Nonces) = ([.. Of<GrowthEntry.Committed>()], [.. Of<GrowthEntry.Drawn>()]);
        Descents = [.. Of<GrowthEntry.Grown>()];
        (Plans, Versions) = ([.. Of<GrowthEntry.Planned>()], [.. Of<GrowthEntry.Made>()]);
        foreach (var made in Versions)
        {
            _byStep[made.Version.Step] = made;
            Add(_byName, made.Version.Version, made);
            Add(_byWeights, made.Version.Weights, made);
        }
    }

    /// <summary>Reads a ledger.</summary>
    /// <param name="folder">Where it is; may be read-only.</param>
    /// <param name="disk">Where.</param>
    /// <param name="keys">Each must have signed the checkpoint, one of them each entry; with none, nothing says whose
    /// ledger it is.</param>
    /// <exception cref="LedgerException">It is damaged, of a newer format, or not signed by these keys.</exception>
    public static GrowthHistory Read(string folder, Disk disk, IReadOnlyCollection<VerifierKey> keys) =>
        Read(TileLog.Open(folder, disk, keys), BlobsOf(folder, disk), keys);

    /// <summary>All entries, in order.</summary>
    public IReadOnlyList<GrowthEntry> Entries { get; }

    /// <summary>One, in a ledger as it should be.</summary>
    public IReadOnlyList<GrowthEntry.Committed> Commitments { get; }

    /// <summary>One, in a ledger as it should be.</summary>
    public IReadOnlyList<GrowthEntry.Drawn> Nonces { get; }

    /// <summary>One of a model that was grown from another, none of a model that was raised from first weights.
    /// </summary>
    public IReadOnlyList<GrowthEntry.Grown> Descents { get; }

    /// <summary>A plan for each stage, in order.</summary>
    public IReadOnlyList<GrowthEntry.Planned> Plans { get; }

    /// <summary>Versions in the order in which they were made.</summary>
    public IReadOnlyList<GrowthEntry.Made> Versions { get; }

    /// <summary>The commitment.</summary>
    /// <exception cref="LedgerException">There is none, or more than one.</exception>
    public Commitment Commitment => Commitments is [var only]
        ? only.Commitment
        : throw new LedgerException($"the ledger has {Commitments.Count} commitments among {Entries.Count} entries, "
            + "a model has 1: raise the model, or use a copy of its ledger");

    /// <summary>The nonce.</summary>
    /// <exception cref="LedgerException">There is none, or more than one.</exception>
    public Nonce Nonce => Nonces is [var only]
        ? only.Nonce
        : throw new LedgerException($"the ledger has {Nonces.Count} nonces among {Entries.Count} entries, a model has "
            + "1: raise the model, or use a copy of its ledger");

    /// <summary>The seed of first weights.</summary>
    /// <exception cref="LedgerException">Commitment or nonce are missing, or the nonce is not hexadecimal.</exception>
    public byte[] Seed
    {
        get
        {
            try
            {
                return Commitment.SeedWith(Convert.FromHexString(Nonce.Value));
            }
            catch (FormatException)
            {
                throw new LedgerException($"the ledger's nonce is '{Nonce.Value}', which is not hexadecimal: use a "
                    + "copy of the ledger");
            }
        }
    }

    /// <summary>The version of that name, the newest if it was made again by a revert; null if there is none.</summary>
    public GrowthEntry.Made? Find(Digest version) => _byName.TryGetValue(version, out var made) ? made[^1] : null;

    /// <summary>The newest version of that name that was made before an entry; null if there is none.</summary>
    public GrowthEntry.Made? FindBefore(Digest version, long index) => _byName.TryGetValue(version, out var made)
        ? made.FindLast(older => older.Index < index)
        : null;

    /// <summary>All versions with those weights, in order.</summary>
    public IReadOnlyList<GrowthEntry.Made> WithWeights(Digest weights) => _byWeights.GetValueOrDefault(weights) ?? [];

    /// <summary>The newest version of that step; null if there is none.</summary>
    public GrowthEntry.Made? At(long step) => _byStep.GetValueOrDefault(step);

    /// <summary>The version that another was made from first; null for first weights.</summary>
    /// <exception cref="LedgerException">The ledger has no such version before it.</exception>
    public GrowthEntry.Made? ParentOf(GrowthEntry.Made made)
    {
        if (made.Version.Parents is not [var name, ..]) return null;
        return FindBefore(name, made.Index)
            ?? throw new LedgerException($"ledger entry {made.Index}: version {made.Version.Version} of step "
                + $"{made.Version.Step} has the parent {name}, which no entry before it made: run jaram verify");
    }

    /// <summary>The plan that a version was made under; null if none came before it.</summary>
    public GrowthEntry.Planned? PlanOf(GrowthEntry.Made made) =>
        Plans.LastOrDefault(plan => plan.Index < made.Index);

    /// <summary>How first weights are drawn.</summary>
    /// <exception cref="LedgerException">The blob is missing or not of its form.</exception>
    public FirstWeights FirstWeights() =>
        Blob(Commitment.FirstWeights, "first weights", GrowthJson.Written.FirstWeights);

    /// <summary>The digests of a version's tensors.</summary>
    /// <exception cref="LedgerException">The blob is missing or not of its form.</exception>
    public TensorListing TensorsOf(VersionMade version) => ListingOf(version.Tensors);

    /// <summary>How every tensor of a grown version 0 came about.</summary>
    /// <exception cref="LedgerException">The blob is missing or not of its form.</exception>
    public DescentMap MapOf(Descent descent) => Blob(descent.Map, "descent", GrowthJson.Written.DescentMap);

    /// <summary>The steps that led to a version.</summary>
    /// <exception cref="LedgerException">The blob is missing or not of its form.</exception>
    public IReadOnlyList<StepRecord> StepsOf(VersionMade version) =>
        _steps.GetOrAdd(version.Steps, digest => Blob(digest, "steps", GrowthJson.Written.IReadOnlyListStepRecord));

    /// <summary>A blob as it is: design.json, recipe.json, a manifest.</summary>
    /// <exception cref="LedgerException">It is missing, or not what its name says.</exception>
    public byte[] Blob(Digest digest) => _blob(digest);

    /// <summary>A ledger's blobs.</summary>
    internal static BlobStore BlobsOf(string folder, Disk disk) => new(Path.Combine(folder, "blobs"), disk);

    /// <summary>Reads the entries of a log.</summary>
    internal static GrowthHistory Read(TileLog log, BlobStore blobs, IReadOnlyCollection<VerifierKey> keys)
    {
        List<GrowthEntry> entries = [];
        foreach (var bytes in log.ReadAll())
        {
            var where = FormattableString.Invariant($"{log.Folder}: entry {entries.Count}");
            var envelope = Envelope.Parse(bytes, where);
            if (keys.Count > 0) envelope.Verify(keys, where);
            entries.Add(GrowthEntry.Decode(entries.Count, envelope.Payload));
        }
        return new(entries, digest => blobs.Get(digest, "an entry"));
    }

    /// <summary>A listing of tensors, by its digest.</summary>
    internal TensorListing ListingOf(Digest digest) => Blob(digest, "tensors", GrowthJson.Written.TensorListing);

    private T Blob<T>(Digest digest, string what, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(_blob(digest), type) ?? throw new JsonException("the blob is null");
        }
        catch (JsonException wrong)
        {
            throw new LedgerException($"ledger blob {digest} ({what}): {wrong.Message.ReplaceLineEndings(" ")}; it was "
                + "written by another jaram: use that one");
        }
    }

    private static void Add(Dictionary<Digest, List<GrowthEntry.Made>> to, Digest key, GrowthEntry.Made made)
    {
        if (!to.TryGetValue(key, out var list)) to[key] = list = [];
        list.Add(made);
    }

    private IEnumerable<T> Of<T>() where T : GrowthEntry => Entries.OfType<T>();
}
