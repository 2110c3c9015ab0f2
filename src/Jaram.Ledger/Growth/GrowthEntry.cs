// One entry of a growth ledger, decoded.
// Source: in-toto Attestation Framework, Statement v1; predicates are ours, see docs/formats/ledger-growth.md.

using System.Text.Json.Serialization.Metadata;
using Jaram.Checkpoints;

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
    /// <param name="statement">The payload of its envelope.</param>
    /// <exception cref="LedgerException">Its type is unknown, or it is not of its form.</exception>
    public static GrowthEntry Decode(long index, ReadOnlyMemory<byte> statement)
    {
        var where = FormattableString.Invariant($"ledger entry {index}");
        var type = Statement.PredicateType(statement, where);
        return KindOf(type) switch
        {
            Growth.Commitment.Kind when Read(statement, type, GrowthJson.Written.RecordedCommitment, where)
                is var (time, record) => new Committed(index, time, record),
            Nonce.Kind when Read(statement, type, GrowthJson.Written.RecordedNonce, where)
                is var (time, record) => new Drawn(index, time, record),
            Growth.Plan.Kind when Read(statement, type, GrowthJson.Written.RecordedPlan, where)
                is var (time, record) => new Planned(index, time, record),
            Growth.Descent.Kind when Read(statement, type, GrowthJson.Written.RecordedDescent, where)
                is var (time, record) => new Grown(index, time, record),
            VersionMade.Kind when Read(statement, type, GrowthJson.Written.RecordedVersionMade, where)
                is var (time, record) => new Made(index, time, record),
            Rewound.Kind when Read(statement, type, GrowthJson.Written.RecordedRewound, where)
                is var (time, record) => new WentBack(index, time, record),
            _ => throw new LedgerException($"{where} is of type {Quoted.Of(type)}, this jaram knows {TypeOf("…")}: "
                + "use the jaram that wrote it"),
        };
    }

    private static Recorded<T> Read<T>(ReadOnlyMemory<byte> statement, string type, JsonTypeInfo<Recorded<T>> form,
        string where) => Statement.Parse(statement, type, form, where).Predicate;

    private static string KindOf(string type) =>
        type.StartsWith(Types, StringComparison.Ordinal) && type.EndsWith(Edition, StringComparison.Ordinal)
            ? type[Types.Length..^Edition.Length]
            : "";

    /// <summary>What will be done was stated.</summary>
    public sealed record Committed(long Index, DateTimeOffset Time, Commitment Commitment) : GrowthEntry(Index, Time);

    /// <summary>The nonce was drawn.</summary>
    public sealed record Drawn(long Index, DateTimeOffset Time, Nonce Nonce) : GrowthEntry(Index, Time);

    /// <summary>Version 0 will come from another model.</summary>
    public sealed record Grown(long Index, DateTimeOffset Time, Descent Descent) : GrowthEntry(Index, Time);

    /// <summary>A stage was planned.</summary>
    public sealed record Planned(long Index, DateTimeOffset Time, Plan Plan) : GrowthEntry(Index, Time);

    /// <summary>A version was made.</summary>
    public sealed record Made(long Index, DateTimeOffset Time, VersionMade Version) : GrowthEntry(Index, Time);

    /// <summary>The run went back.</summary>
    public sealed record WentBack(long Index, DateTimeOffset Time, Rewound Rewound) : GrowthEntry(Index, Time);
}
