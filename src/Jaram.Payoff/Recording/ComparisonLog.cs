// The ledger of one comparison: the plan first, then every run as it ends, then what it came to. What a run gave is
// read back from here and from nowhere else, so a report can be made again from the ledger alone, and nobody can drop
// a run.
// Source: ours; the log is docs/formats/ledger-log.md, statements are in-toto, as in a growth ledger.

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Jaram.Checkpoints;
using Jaram.Ledger;
using Jaram.Ledger.Growth;
using Jaram.Payoff.Planning;

namespace Jaram.Payoff.Recording;

/// <summary>One comparison's ledger, open for writing. Not for use by several threads at once.</summary>
public sealed class ComparisonLog
{
    private readonly TileLog _log;
    private readonly BlobStore _blobs;
    private readonly IReadOnlyList<Signer> _signers;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, RunOutcome> _runs = [];
    private Registration? _registered;

    private ComparisonLog(TileLog log, IReadOnlyList<Signer> signers, Disk disk, TimeProvider time)
    {
        (_log, _signers, _time) = (log, signers, time);
        _blobs = new(Path.Combine(log.Folder, "blobs"), disk);
        foreach (var (index, entry) in log.ReadAll().Index())
        {
            var where = FormattableString.Invariant($"{log.Folder}: entry {index}");
            var envelope = Envelope.Parse(entry, where);
            envelope.Verify([.. signers.Select(signer => signer.Verifier)], where);
            Take(envelope.Payload, where);
        }
    }

    /// <summary>Makes a ledger and registers a plan in it.</summary>
    /// <param name="folder">A new folder in one that is there.</param>
    /// <param name="plan">What will be done.</param>
    /// <param name="parts">Every design and recipe that the plan names, as it is written.</param>
    /// <param name="keys">Ed25519, and what else signs.</param>
    /// <param name="disk">Where.</param>
    /// <param name="time">The maker's clock.</param>
    /// <exception cref="LedgerException">There is a ledger, or the disk refused.</exception>
    public static ComparisonLog Register(string folder, ComparisonPlan plan, IReadOnlyList<byte[]> parts,
        IReadOnlyList<SigningKey> keys, Disk disk, TimeProvider time)
    {
        var bytes = plan.Write();
        var origin = $"jaram.invalid/compare/{Digest.Of(bytes).ToString()[..16]}";
        Signer[] signers = [.. keys.Select(key => key.ForLog(origin))];
        var log = new ComparisonLog(TileLog.Create(folder, signers, disk, time), signers, disk, time);
        var registration = new Registration(log._blobs.Put(bytes), [.. parts.Select(part => log._blobs.Put(part))]);
        log.Append(Registration.Kind, registration.Plan, registration, LogJson.Written.RecordedRegistration);
        return log;
    }

    /// <summary>Opens a ledger to go on with it.</summary>
    /// <exception cref="LedgerException">It is damaged, of a newer format, or of another key.</exception>
    /// <exception cref="PayoffException">No plan is registered in it.</exception>
    public static ComparisonLog Open(string folder, IReadOnlyList<SigningKey> keys, Disk disk, TimeProvider time)
    {
        var origin = TileLog.Open(folder, disk, []).Origin;
        Signer[] signers = [.. keys.Select(key => key.ForLog(origin))];
        var log = new ComparisonLog(
            TileLog.Open(folder, disk, [.. signers.Select(s => s.Verifier)]), signers, disk, time);
        if (log._registered is null)
            throw new PayoffException($"{folder}: no plan is registered in its {log._log.Head.Size} entries: it was "
                + "cut off while it began; delete the folder");
        return log;
    }

    /// <summary>The digest of the plan that was registered.</summary>
    public Digest Plan => _registered!.Plan;

    /// <summary>When, by the maker's clock.</summary>
    public DateTimeOffset RegisteredAt { get; private set; }

    /// <summary>Entries so far.</summary>
    public long Entries => _log.Head.Size;

    /// <summary>The root of the log, hexadecimal.</summary>
    public string Root => _log.Head.Root.ToString();

    /// <summary>Whether what it came to is in it.</summary>
    public bool IsConcluded { get; private set; }

    /// <summary>What every run gave so far, by the run's name.</summary>
    public IReadOnlyDictionary<string, RunOutcome> Runs => _runs;

    /// <summary>The plan as it was registered.</summary>
    /// <exception cref="LedgerException">The blob is missing or damaged.</exception>
    public ComparisonPlan ReadPlan() => ComparisonPlan.Read(_blobs.Get(Plan, "the registration"), _log.Folder);

    /// <summary>Records a run that ended; once this returns, it survives a power cut.</summary>
    public void Record(RunOutcome outcome) =>
        Append(RunOutcome.Kind, outcome.Plan, outcome, LogJson.Written.RecordedRunOutcome);

    /// <summary>Records what the comparison came to.</summary>
    public void Record(Conclusion conclusion) =>
        Append(Conclusion.Kind, conclusion.Plan, conclusion, LogJson.Written.RecordedConclusion);

    private void Append<T>(string kind, Digest about, T record, JsonTypeInfo<Recorded<T>> form)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(_time.GetUtcNow().ToUnixTimeSeconds());
        var statement = new Statement<Recorded<T>>([new(kind, about)], GrowthEntry.TypeOf(kind), new(now, record))
            .ToBytes(form);
        Signer[] own = [.. _signers.Where(signer => signer.Verifier.Type == SignatureType.Ed25519)];
        _log.Append([Envelope.Sign(statement, own).ToBytes()], _signers, _time);
        Take(statement, _log.Folder);
    }

    private void Take(ReadOnlyMemory<byte> statement, string where)
    {
        var type = Statement.PredicateType(statement, where);
        if (type == GrowthEntry.TypeOf(Registration.Kind))
        {
            if (_registered is not null)
                throw new PayoffException(
                    $"{where}: registers a second plan: a comparison has one; take another folder");
            var entry = Statement.Parse(statement, type, LogJson.Written.RecordedRegistration, where).Predicate;
            (_registered, RegisteredAt) = (entry.Record, entry.Time);
        }
        else if (type == GrowthEntry.TypeOf(RunOutcome.Kind))
        {
            var run = Statement.Parse(statement, type, LogJson.Written.RecordedRunOutcome, where).Predicate.Record;
            if (_registered?.Plan != run.Plan)
                throw new PayoffException($"{where}: run {run.Run} is of plan {run.Plan}, "
                    + $"{_registered?.Plan.ToString() ?? "none"} is registered: take a copy of the ledger that is "
                    + "whole");
            if (!_runs.TryAdd(run.Run, run))
                throw new PayoffException(
                    $"{where}: run {run.Run} is there twice: a run counts once; take another folder");
        }
        else if (type == GrowthEntry.TypeOf(Conclusion.Kind))
        {
            _ = Statement.Parse(statement, type, LogJson.Written.RecordedConclusion, where);
            IsConcluded = true;
        }
        else
            throw new PayoffException(
                $"{where}: is of type {type}, which no comparison has: use the jaram that wrote it");
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Recorded<Registration>), TypeInfoPropertyName = "RecordedRegistration")]
[JsonSerializable(typeof(Recorded<RunOutcome>), TypeInfoPropertyName = "RecordedRunOutcome")]
[JsonSerializable(typeof(Recorded<Conclusion>), TypeInfoPropertyName = "RecordedConclusion")]
internal sealed partial class LogJson : JsonSerializerContext
{
    /// <summary>With Hangul as itself, as it stands in the log.</summary>
    public static LogJson Written => field ??= new(new JsonSerializerOptions(Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
