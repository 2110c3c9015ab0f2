// A candidate's fingerprint against those of many models: the exact tests that cards allow, and equal rows. A hit is
// proof as it is in a scan; what is not found here may still be found in the weights, as cards hold few of them, and
// nothing of attention.
// Source: ours; LayerMap for the score.

using System.Collections.Immutable;
using Jaram.Assay.Provenance.Battery;
using Jaram.Assay.Provenance.Judging;
using Jaram.Statistics.Distributions;

namespace Jaram.Assay.Provenance.Fingerprints;

/// <summary>What a search says of one model.</summary>
/// <param name="Name">The model.</param>
/// <param name="Matrices">Matrices of the candidate.</param>
/// <param name="Equal">Those whose rows the other has too, wherever.</param>
/// <param name="Tokens">Tokens that both kept.</param>
/// <param name="ByWeights">Networks against networks, by signs.</param>
/// <param name="ByResponses">The same by tokens.</param>
public sealed record FingerprintMatch(
    string Name, int Matrices, int Equal, int Tokens, LayerMap ByWeights, LayerMap ByResponses)
{
    /// <summary>Whether anything was made from the other model.</summary>
    public bool IsDependent => Equal > 0 || ByWeights.Found.Count > 0 || ByResponses.Found.Count > 0;

    /// <summary>The largest score.</summary>
    public double Most => Math.Max(ByWeights.Most, ByResponses.Most);
}

/// <summary>Searches fingerprints.</summary>
/// <param name="rules">What counts.</param>
/// <param name="models">How many it will be compared with.</param>
public sealed class FingerprintSearch(Thresholds rules, int models)
{
    private const int Tests = 2;

    /// <summary>Compares two that were made with these rules.</summary>
    public FingerprintMatch Compare(Fingerprint candidate, Fingerprint other)
    {
        var there = other.Rows.ToHashSet();
        var places = other.Tokens.Index().ToDictionary(token => token.Item, token => token.Index);
        ImmutableArray<(int Here, int There)> shared = [.. candidate.Tokens.Index()
            .Where(token => places.ContainsKey(token.Item)).Select(token => (token.Index, places[token.Item]))];
        return new(other.Name, candidate.Rows.Count, candidate.Rows.Count(there.Contains), shared.Length,
            Map(candidate.Networks.Select(BySigns), other.Networks.Select(BySigns)),
            shared.Length < 2 ? LayerMap.None : Map(
                ByTokens(candidate, [.. shared.Select(pair => pair.Here)]),
                ByTokens(other, [.. shared.Select(pair => pair.There)])));
    }

    private LayerMap Map(IEnumerable<UnitCard> one, IEnumerable<UnitCard> other) =>
        LayerMap.Of(LayerMap.Between([.. one], [.. other]), rules.Shuffles, pairs =>
            NormalTail.Beyond(rules.FalseAlarm / ((double)Math.Max(1, models) * Tests * pairs)));

    private UnitCard BySigns(NetworkPrint print) => UnitCard.Prepared(print.Place, print.Units,
        [.. print.BySigns.Select(part => part.ToArray())], rules.CardInputs);

    private static IEnumerable<UnitCard> ByTokens(Fingerprint print, ImmutableArray<int> columns) => print.Networks
        .Where(network => network.ByTokens.Count > 0)
        .Select(network => UnitCard.Prepared(network.Place, network.Units,
            [.. network.ByTokens.Select(part => Chosen(part, print.Tokens.Count, columns))], columns.Length));

    private static float[] Chosen(float[] part, int width, ImmutableArray<int> columns)
    {
        var chosen = new float[part.Length / width * columns.Length];
        for (var at = 0; at < chosen.Length; at++)
            chosen[at] = part[at / columns.Length * width + columns[at % columns.Length]];
        return chosen;
    }
}
