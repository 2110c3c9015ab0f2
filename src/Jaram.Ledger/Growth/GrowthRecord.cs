// What may be written into a growth ledger: one of six records, with the statement that it becomes.
// Source: in-toto Attestation Framework, Statement v1; predicates are ours, see docs/formats/ledger-growth.md.

using System.Text.Json.Serialization.Metadata;
using Jaram.Checkpoints;

namespace Jaram.Ledger.Growth;

/// <summary>A record on its way into the ledger; each of the six kinds becomes one by itself.</summary>
public readonly struct GrowthRecord
{
    private readonly Func<DateTimeOffset, byte[]> _write;

    private GrowthRecord(Func<DateTimeOffset, byte[]> write) => _write = write;

    /// <summary>The statement, as it is signed.</summary>
    /// <param name="time">UTC, whole seconds.</param>
    public byte[] ToStatement(DateTimeOffset time) => _write(time);

    /// <summary>A commitment on its way.</summary>
    public static implicit operator GrowthRecord(Commitment record) =>
        Of(Commitment.Kind, record, record.Seal(), GrowthJson.Written.RecordedCommitment);

    /// <summary>A nonce on its way.</summary>
    public static implicit operator GrowthRecord(Nonce record) =>
        Of(Nonce.Kind, record, record.Commitment, GrowthJson.Written.RecordedNonce);

    /// <summary>A descent on its way.</summary>
    public static implicit operator GrowthRecord(Descent record) =>
        Of(Descent.Kind, record, record.Parent, GrowthJson.Written.RecordedDescent);

    /// <summary>A plan on its way.</summary>
    public static implicit operator GrowthRecord(Plan record) =>
        Of(Plan.Kind, record, record.Recipe, GrowthJson.Written.RecordedPlan);

    /// <summary>A version on its way.</summary>
    public static implicit operator GrowthRecord(VersionMade record) =>
        Of(VersionMade.Kind, record, record.Version, GrowthJson.Written.RecordedVersionMade);

    /// <summary>A step back on its way.</summary>
    public static implicit operator GrowthRecord(Rewound record)
    {
        var words = FormattableString.Invariant($"{record.From} {record.To} {record.Batches} {record.Why}");
        return Of(Rewound.Kind, record, Digest.Of(System.Text.Encoding.UTF8.GetBytes(words)),
            GrowthJson.Written.RecordedRewound);
    }

    private static GrowthRecord Of<T>(string kind, T record, Digest about, JsonTypeInfo<Recorded<T>> form) =>
        new(time => new Statement<Recorded<T>>([new(kind, about)], GrowthEntry.TypeOf(kind), new(time, record))
            .ToBytes(form));
}
