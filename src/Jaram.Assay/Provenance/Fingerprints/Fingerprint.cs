// What is kept of a model so that it can be recognised without its weights: what its hidden units answer to shared
// signs and to its own tokens, and digests of a few rows of each matrix. Every model keeps those of its tokens that
// come first by their digests, so two models that share tokens kept shared ones.
// Source: ours; keeping the smallest hashes: Broder, "On the resemblance and containment of documents", 1997.

using System.Runtime.InteropServices;
using Jaram.Assay.Provenance.Battery;
using Jaram.Assay.Provenance.Judging;
using Jaram.Assay.Provenance.Reading;
using Jaram.Checkpoints;

namespace Jaram.Assay.Provenance.Fingerprints;

/// <summary>A model's fingerprint.</summary>
/// <param name="Name">The model.</param>
/// <param name="Rules">Digest of the thresholds whose sizes it was made with; only prints of one size compare.</param>
/// <param name="Tokens">Tokens that units answered to.</param>
/// <param name="Networks">Its networks.</param>
/// <param name="Rows">Digests of a few rows, one for each matrix; what is constant has none.</param>
public sealed record Fingerprint(string Name, Digest Rules, IReadOnlyList<string> Tokens,
    IReadOnlyList<NetworkPrint> Networks, IReadOnlyList<Digest> Rows)
{
    private const int FewRows = 16;

    /// <summary>Takes a model's.</summary>
    /// <param name="subject">The model; its weights are read once, in part.</param>
    /// <param name="rules">Sizes: so many units and networks, so many signs, and twice as many tokens.</param>
    /// <exception cref="CheckpointException">The model cannot be read.</exception>
    public static Fingerprint Of(Subject subject, Thresholds rules)
    {
        var of = new Anatomy(subject);
        var tokens = First(of, 2 * rules.CardInputs);
        var probes = Projection.Probes(of, [.. tokens.Select(token => token.Id)]);
        return new(subject.Name, rules.Digest, [.. tokens.Select(token => token.Text)],
            [.. Projection.OfSigns(of, of.SomeGroups(rules.Cards), rules.CardInputs, rules.CardUnits)
                .Select(card => new NetworkPrint(NetworkPlace.Of(card.Group), card.Group.Units, card.Parts,
                    tokens.Count > 0 && card.Group.Width == of.Width
                        ? UnitCard.Responses(of, card.Group, probes, rules.CardUnits)
                        : []))],
            [.. of.Tensors.Where(each => each.Place.Component != Component.Norms)
                .SelectMany(each => RowsOf(subject, UnitView.Rows(each.Tensor)))]);
    }

    /// <summary>The tokens that come first by their digests.</summary>
    private static List<(string Text, int Id)> First(Anatomy of, int most) => of.Tokens.Count == 0 ? [] :
        [.. Sampling.ByDigest(of.Subject.Tokenizer.Ids.Where(token => token.Value < of.Tokens[0].Units),
            token => token.Key).Take(most).Select(token => (token.Key, token.Value))];

    private static IEnumerable<Digest> RowsOf(Subject subject, UnitView view)
    {
        var numbers = view.Read(subject.Tensors, Sampling.Some(view.Units, FewRows), Sampling.All(view.Features));
        if (numbers.AsSpan().ContainsAnyExcept(numbers.FirstOrDefault()))
            yield return Digest.Of(MemoryMarshal.AsBytes(numbers.AsSpan()));
    }
}

/// <summary>A network's part of a fingerprint.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Units">Its hidden units.</param>
/// <param name="BySigns">(some units, signs) for each part that reads, as they are.</param>
/// <param name="ByTokens">(some units, tokens) likewise; none where it does not read the stream of tokens.</param>
public sealed record NetworkPrint(
    NetworkPlace Place, int Units, IReadOnlyList<float[]> BySigns, IReadOnlyList<float[]> ByTokens);
