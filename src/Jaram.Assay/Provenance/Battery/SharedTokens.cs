// The same tokens in two models: by their strings where both tokenizers came along; where one did not and the
// vocabularies are as large, by their ids, which costs power at worst.
// Source: ours.

using System.Collections.Immutable;
using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Provenance.Battery;

/// <summary>Rows of two embeddings that belong together.</summary>
/// <param name="Here">Rows of the one.</param>
/// <param name="There">Rows of the other.</param>
internal sealed record SharedTokens(ImmutableArray<int> Here, ImmutableArray<int> There)
{
    /// <summary>How many.</summary>
    public int Count => Here.Length;

    /// <summary>Finds some of them, in an order that no maker chose.</summary>
    public static SharedTokens Of(Anatomy one, Anatomy other, int most)
    {
        if (one.Tokens.Count == 0 || other.Tokens.Count == 0) return new([], []);
        var (mine, theirs) = (one.Tokens[0].Units, other.Tokens[0].Units);
        if (one.Subject.Tokenizer.Ids.Count > 0 && other.Subject.Tokenizer.Ids.Count > 0)
        {
            var shared = one.Subject.Tokenizer.Shared(other.Subject.Tokenizer)
                .Where(pair => pair.Here < mine && pair.There < theirs).Take(most).OrderBy(pair => pair.Here).ToList();
            return new([.. shared.Select(pair => pair.Here)], [.. shared.Select(pair => pair.There)]);
        }
        return mine == theirs && Sampling.Some(mine, most) is var rows ? new(rows, rows) : new([], []);
    }
}
