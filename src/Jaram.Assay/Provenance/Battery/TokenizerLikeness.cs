// Test T7: two vocabularies. It is a verdict on the tokenizer alone; a tokenizer may be taken over openly by a model
// raised from zero, and an own tokenizer may be put on a model that was not.
// Source: Jaccard, Bull. Soc. Vaud. Sci. Nat. 37 (1901) 547; Ranks for Kendall's τ.

using Jaram.Assay.Provenance.Products;
using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Provenance.Battery;

/// <summary>How alike two tokenizers are.</summary>
/// <param name="Tokens">Tokens of the candidate.</param>
/// <param name="Shared">Tokens that both have.</param>
/// <param name="Jaccard">Shared over all.</param>
/// <param name="SameIds">Share of shared tokens with the same id.</param>
/// <param name="SharedMerges">Merges that both have.</param>
/// <param name="FirstMerges">Merges from the first on that are the same.</param>
/// <param name="MergeOrder">Kendall's τ of shared merges; 0 for fewer than two.</param>
public sealed record TokenizerLikeness(int Tokens, int Shared, double Jaccard, double SameIds, int SharedMerges,
    int FirstMerges, double MergeOrder)
{
    /// <summary>Compares; all zeros where a tokenizer did not come along.</summary>
    internal static TokenizerLikeness Of(TokenizerFacts one, TokenizerFacts other)
    {
        var shared = one.Ids.Count(token => other.Ids.ContainsKey(token.Key));
        var same = one.Ids.Count(token => other.Ids.TryGetValue(token.Key, out var id) && id == token.Value);
        var places = new Dictionary<string, int>();
        foreach (var (place, merge) in other.Merges.Index()) places.TryAdd(merge, place);
        int[] order = [.. one.Merges.Where(places.ContainsKey).Select(merge => places[merge])];
        var union = one.Ids.Count + other.Ids.Count - shared;
        return new(one.Ids.Count, shared, union == 0 ? 0 : (double)shared / union,
            shared == 0 ? 0 : (double)same / shared, order.Length,
            one.Merges.Zip(other.Merges).TakeWhile(pair => pair.First == pair.Second).Count(), Ranks.Kendall(order));
    }

    /// <summary>Whether one was made from the other: the same tokens, learnt in the same order.</summary>
    /// <param name="shared">The share of the candidate's tokens that counts.</param>
    /// <param name="order">The τ that counts.</param>
    public bool Speaks(double shared, double order) =>
        Tokens > 0 && Shared >= shared * Tokens && (SharedMerges == 0 ? SameIds >= shared : MergeOrder >= order);
}
