// A card as bytes: JSON in one form, so that one card is one sequence of bytes, and a signature over these is one over
// the card.
// Source: ours; docs/formats/scorecard.md.

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jaram.Assay.Scorecards.Cards;

/// <summary>Writes and reads cards.</summary>
public static class ScorecardFile
{
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
