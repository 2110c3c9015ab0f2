// What an entry says: of these things (by digest), this is true. The form is canonical: one content, one sequence of
// bytes, so reading and writing it again gives what was signed, or it is refused.
// Source: in-toto Attestation Framework, Statement v1.

using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Jaram.Checkpoints;

namespace Jaram.Ledger;

/// <summary>A thing that a statement is about.</summary>
/// <param name="Name">What to call it.</param>
/// <param name="Sha256">Which content.</param>
public sealed record Subject(string Name, Digest Sha256);

/// <summary>A statement about things, of one kind.</summary>
/// <typeparam name="T">What is said.</typeparam>
/// <param name="Subjects">About what.</param>
/// <param name="PredicateType">Which kind: a URI that says how the predicate is to be read.</param>
/// <param name="Predicate">What is said.</param>
public sealed record Statement<T>(ImmutableArray<Subject> Subjects, string PredicateType, T Predicate)
{
    /// <summary>The canonical JSON.</summary>
    /// <param name="type">How the predicate is written, made by the source generator.</param>
    public byte[] ToBytes(JsonTypeInfo<T> type) => CanonicalJson.Write(json =>
    {
        json.WriteString(Statement.TypeKey, Statement.Type);
        json.WriteStartArray(Statement.SubjectKey);
        foreach (var subject in Subjects)
        {
            json.WriteStartObject();
            json.WriteString(Statement.NameKey, subject.Name);
            json.WriteStartObject(Statement.DigestKey);
            json.WriteString(Statement.HashKey, subject.Sha256.ToString());
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString(Statement.PredicateTypeKey, PredicateType);
        json.WritePropertyName(Statement.PredicateKey);
        JsonSerializer.Serialize(json, Predicate, type);
    });
}

/// <summary>What all statements have in common.</summary>
public static class Statement
{
    internal const string Type = "https://in-toto.io/Statement/v1", TypeKey = "_type", SubjectKey = "subject",
        NameKey = "name", DigestKey = "digest", HashKey = "sha256", PredicateTypeKey = "predicateType",
        PredicateKey = "predicate";

    /// <summary>Which kind a statement is of, to choose the type to read it with.</summary>
    /// <exception cref="LedgerException">It is not a statement.</exception>
    public static string PredicateType(ReadOnlyMemory<byte> bytes, string where) =>
        CanonicalJson.Read(bytes, where, json => KindOf(json, where));

    /// <summary>Reads a statement of a known kind.</summary>
    /// <exception cref="LedgerException">It is not canonical, of another kind, or holds what the predicate's type does
    /// not know.</exception>
    public static Statement<T> Parse<T>(
        ReadOnlyMemory<byte> bytes, string predicateType, JsonTypeInfo<T> type, string where)
    {
        var statement = CanonicalJson.Read(bytes, where, json =>
        {
            var kind = KindOf(json, where);
            if (kind != predicateType)
                throw new LedgerException($"{where} is of the kind {Quoted.Of(kind)}, expected {predicateType}: "
                    + "read it as what it is");
            var predicate = json.GetProperty(PredicateKey).Deserialize(type)
                ?? throw new LedgerException($"{where} says null: write what is said");
            return new Statement<T>(
                [.. json.GetProperty(SubjectKey).EnumerateArray().Select(s => SubjectOf(s, where))], kind, predicate);
        });
        return statement.ToBytes(type).AsSpan().SequenceEqual(bytes.Span)
            ? statement
            : throw CanonicalJson.Refuse(where);
    }

    private static string KindOf(JsonElement json, string where) =>
        json.GetProperty(TypeKey).GetString() is var type && type == Type
            ? json.GetProperty(PredicateTypeKey).GetString() ?? ""
            : throw new LedgerException($"{where} is a {Quoted.Of(type ?? "null")}, expected {Type}: it is not a "
                + "statement that this program reads");

    private static Subject SubjectOf(JsonElement json, string where)
    {
        var hash = json.GetProperty(DigestKey).GetProperty(HashKey).GetString()!;
        return Digest.TryParse(hash, out var digest)
            ? new(json.GetProperty(NameKey).GetString()!, digest)
            : throw new LedgerException($"{where}: {Quoted.Of(hash)} is not a SHA-256 in 64 lower-case digits: "
                + "take another copy");
    }
}
