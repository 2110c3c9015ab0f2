// A card as bytes: JSON in one form, so that one card is one sequence of bytes, and a signature over these is one over
// the card.
// Source: ours; docs/formats/scorecard.md; signed notes as in C2SP signed-note.

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Jaram.Checkpoints;
using Jaram.Ledger;

namespace Jaram.Assay.Scorecards.Cards;

/// <summary>Writes and reads cards, and signs them.</summary>
public static class ScorecardFile
{
    /// <summary>The first line of what is signed.</summary>
    private const string Kind = "jaram scorecard v1";

    /// <summary>The bytes.</summary>
    public static byte[] Write(Scorecard card) => 
        [.. JsonSerializer.SerializeToUtf8Bytes(card, CardJson.Written.Scorecard), (byte)'\n'];

    /// <summary>Reads a card.</summary>
    /// <exception cref="ScorecardException">It is none, or not written as this program writes it.</exception>
    public static Scorecard Read(byte[] bytes, string where)
    {
        try
        {
            var card = JsonSerializer.Deserialize(bytes, CardJson.Written.Scorecard)!;
            return Write(card).AsSpan().SequenceEqual(bytes) ? card : throw new ScorecardException(
                $"{where}: is not written as this program writes it (order, spaces, escapes): it was altered, or "
                + "another program wrote it; take another copy");
        }
        catch (JsonException wrong)
        {
            throw new ScorecardException($"{where}: is no scorecard: {wrong.Message.Split('\n')[0]}");
        }
    }

    /// <summary>Signs a card's bytes.</summary>
    public static byte[] Sign(byte[] bytes, Signer signer)
    {
        var text = TextOf(bytes);
        return new Note(text, [signer.Sign(text, 0)]).ToBytes();
    }

    /// <summary>Who signed a card's bytes, among keys that are trusted.</summary>
    /// <exception cref="LedgerException">None of them did, or the signature is over something else.</exception>
    public static IReadOnlyList<VerifierKey> Signers(
        byte[] bytes, byte[] signature, IReadOnlyCollection<VerifierKey> keys, string where)
    {
        var note = Note.Parse(signature, where);
        var signed = note.Verify(keys, where);
        return note.Text == TextOf(bytes) ? signed
            : throw new LedgerException($"{where}: is over {Quoted.Of(note.Text.Split('\n')[1])}, the card is "
                + $"{TextOf(bytes).Split('\n')[1]}: the card was altered; take another copy, and keep this one as "
                + "evidence");
    }

    private static string TextOf(byte[] bytes) => $"{Kind}\n{Digest.Of(bytes)}\n";
}

/// <summary>How a card is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true,
    AllowDuplicateProperties = false, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Scorecard))]
internal sealed partial class CardJson : JsonSerializerContext
{
    /// <summary>With Hangul as itself.</summary>
    public static CardJson Written => field ??= new(new JsonSerializerOptions(Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
