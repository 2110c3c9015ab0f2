// What may be written into a growth ledger: one of five records, with the bytes that it becomes.
// Source: ours.

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Jaram.Ledger.Growth;

/// <summary>A record on its way into the ledger; each of the five kinds becomes one by itself.</summary>
public readonly struct GrowthRecord
{
    private readonly Func<DateTimeOffset, byte[]> _write;

    private GrowthRecord(string kind, Func<DateTimeOffset, byte[]> write) =>
        (Type, _write) = (GrowthEntry.TypeOf(kind), write);

    /// <summary>The statement's predicate type.</summary>
    public string Type { get; }

    /// <summary>The statement's predicate.</summary>
    public byte[] At(DateTimeOffset time) => _write(time);

    /// <summary>A commitment on its way.</summary>
    public static implicit operator GrowthRecord(Commitment record) =>
        Of(Commitment.Kind, record, GrowthJson.Default.RecordedCommitment);

    /// <summary>A nonce on its way.</summary>
    public static implicit operator GrowthRecord(Nonce record) =>
        Of(Nonce.Kind, record, GrowthJson.Default.RecordedNonce);

    /// <summary>A plan on its way.</summary>
    public static implicit operator GrowthRecord(Plan record) => Of(Plan.Kind, record, GrowthJson.Default.RecordedPlan);

    /// <summary>A version on its way.</summary>
    public static implicit operator GrowthRecord(VersionMade record) =>
        Of(VersionMade.Kind, record, GrowthJson.Default.RecordedVersionMade);

    /// <summary>A step back on its way.</summary>
    public static implicit operator GrowthRecord(Rewound record) =>
        Of(Rewound.Kind, record, GrowthJson.Default.RecordedRewound);

    private static GrowthRecord Of<T>(string kind, T record, JsonTypeInfo<Recorded<T>> type) =>
        new(kind, time => JsonSerializer.SerializeToUtf8Bytes(new(time, record), type));
}
