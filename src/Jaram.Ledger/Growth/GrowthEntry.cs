// One entry of a growth ledger, decoded.
// Source: ours; in-toto attestation framework v1 for predicate types.

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Jaram.Ledger.Growth;

/// <summary>What the ledger says at one place.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Time">When, by the maker's clock.</param>
public abstract record GrowthEntry(long Index, DateTimeOffset Time)
{
    private const string Types = "https://jaram.invalid/ledger/", Edition = "/v1";

    /// <summary>The predicate type of a kind, as it stands in statements.</summary>
    /// <param name="kind">A record's Kind, as in <see cref="Commitment.Kind"/>.</param>
    public static string TypeOf(string kind) => Types + kind + Edition;

    /// <summary>Decodes an entry.</summary>
    /// <param name="index">Its place.</param>
    /// <param name="type">The statement's predicate type.</param>
    /// <param name="predicate">The statement's predicate, as it stands in the log.</param>
    /// <exception cref="LedgerException">The type is unknown, or the predicate is not of its form.</exception>
    public static GrowthEntry Decode(long index, string type, ReadOnlySpan<byte> predicate)
    {
        try
        {
            return Decode(index, KindOf(index, type), type, predicate);
        }
        catch (JsonException wrong)
        {
            throw new LedgerException($"ledger entry {index}, {type}: {wrong.Message.ReplaceLineEndings(" ")}; it was "
                + "written by another jaram, or changed: use that one, or a copy of the ledger");
        }
    }

    private static GrowthEntry Decode(long index, string kind, string type, ReadOnlySpan<byte> json) => kind switch
    {
        Growth.Commitment.Kind when Read(json, GrowthJson.Default.RecordedCommitment) is var (time, record) =>
            new Committed(index, time, record),
        Nonce.Kind when Read(json, GrowthJson.Default.RecordedNonce) is var (time, record) =>
            new Drawn(index, time, record),
        Growth.Plan.Kind when Read(json, GrowthJson.Default.RecordedPlan) is var (time, record) =>
            new Planned(index, time, record),
        VersionMade.Kind when Read(json, GrowthJson.Default.RecordedVersionMade) is var (time, record) =>
            new Made(index, time, record),
        Rewound.Kind when Read(json, GrowthJson.Default.RecordedRewound) is var (time, record) =>
            new WentBack(index, time, record),
        _ => throw Unknown(index, type),
    };

    private static Recorded<T> Read<T>(ReadOnlySpan<byte> json,
        JsonTypeInfo<Recorded<T>> type) =>
        JsonSerializer.Deserialize(json, type) ?? throw new JsonException("the predicate is null");

    private static string KindOf(long index, string type) =>
        type.StartsWith(Types, StringComparison.Ordinal) && type.EndsWith(Edition, StringComparison.Ordinal)
            ? type[Types.Length..^Edition.Length]
            : throw Unknown(index, type);

    private static LedgerException Unknown(long index, string type) =>
        new($"ledger entry {index} is of type {type}, this jaram knows {TypeOf("…")}: use the jaram that wrote it");

    /// <summary>What will be done was stated.</summary>
    public sealed record Committed(long Index, DateTimeOffset Time, Commitment Commitment) : GrowthEntry(Index, Time);

    /// <summary>The nonce was drawn.</summary>
    public sealed record Drawn(long Index, DateTimeOffset Time, Nonce Nonce) : GrowthEntry(Index, Time);

    /// <summary>A stage was planned.</summary>
    public sealed record Planned(long Index, DateTimeOffset Time, Plan Plan) : GrowthEntry(Index, Time);

    /// <summary>A version was made.</summary>
    public sealed record Made(long Index, DateTimeOffset Time, VersionMade Version) : GrowthEntry(Index, Time);

    /// <summary>The run went back.</summary>
    public sealed record WentBack(long Index, DateTimeOffset Time, Rewound Rewound) : GrowthEntry(Index, Time);
}
