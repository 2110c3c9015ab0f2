using Jaram.Inference.Serving;
using Jaram.Server.Serving;
using Jaram.Server.Wire;

namespace Jaram.Server.Answering;

/// <summary>Tells of tokens and their probabilities in OpenAI's two forms.</summary>
/// <param name="text">How tokens are spelled.</param>
internal sealed class Spelling(ModelText text)
{
    /// <summary>As chats tell it.</summary>
    public ChatProbabilities OfChat(IEnumerable<Told> tokens) => new([.. tokens.Select(told =>
        One(told.Token.Id, told.Token.LogProbability,
            [.. told.Token.Alternatives.Select(a => One(a.Id, a.LogProbability, null))]))], null);

    /// <summary>As completions tell it.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="alternatives">How many of the likeliest were asked for.</param>
    public CompletionProbabilities OfCompletion(IReadOnlyCollection<Told> tokens, int alternatives) => new(
        [.. tokens.Select(told => text.NameOf(told.Token.Id))],
        [.. tokens.Select(told => Known(told.Token))],
        alternatives == 0 ? null : [.. tokens.Select(told => Likeliest(told.Token))],
        [.. tokens.Select(told => told.Offset)]);

    /// <summary>A token without a probability has none in the lists either.</summary>
    private static float? Known(ScoredToken token) =>
        float.IsNaN(token.LogProbability) ? null : token.LogProbability;

    /// <summary>Pieces of characters look alike; the likeliest stands for all that do. The token itself is always among
    /// them, so there may be one more than was asked for.</summary>
    private Dictionary<string, float>? Likeliest(ScoredToken token)
    {
        if (float.IsNaN(token.LogProbability)) return null;
        var likeliest = new Dictionary<string, float>();
        foreach (var (id, probability) in token.Alternatives) likeliest.TryAdd(text.NameOf(id), probability);
        likeliest.TryAdd(text.NameOf(token.Id), token.LogProbability);
        return likeliest;
    }

    private TokenProbability One(int id, float probability, TokenProbability[]? likeliest) =>
        new(text.NameOf(id), probability, [.. text.BytesOf(id).ToArray().Select(b => (int)b)], likeliest);
}
