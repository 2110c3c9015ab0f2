using System.Text.Json;
using System.Text.Json.Nodes;
using Jaram.Assay.Provenance.Battery;
using Jaram.Assay.Provenance.Judging;

namespace Jaram.Cli.Assaying;

/// <summary>A scan for programs.</summary>
internal static class ScanJson
{
    /// <summary>The whole report.</summary>
    public static JsonObject Of(ScanReport report, LedgerLevel ledger, string again) => new()
    {
        ["event"] = "scan", ["again"] = again, ["candidate"] = report.Candidate, ["thresholds"] = report.Rules.Name,
        ["thresholdsDigest"] = report.Rules.Digest.ToString(), ["criticalZ"] = report.Critical,
        ["references"] = Array(report.References, Pair), ["controls"] = Array(report.Controls, Pair),
        ["controlsHold"] = report.ControlsHold, ["self"] = Map(report.Self),
        ["mixture"] = new JsonObject
        {
            ["parents"] = new JsonArray([.. report.Parents.Select(parent => JsonValue.Create(parent))]),
            ["shares"] = Numbers(report.Mixture.Shares), ["spreads"] = Numbers(report.Mixture.Spreads),
            ["explained"] = report.Mixture.Explained, ["explainedShuffled"] = report.Mixture.Shuffled,
            ["tensors"] = report.Mixture.Tensors,
            ["isConstant"] = report.Mixture.IsConstant(report.Rules.MergeSpread),
            ["layers"] = Array(report.Mixture.ByLayer, layer => new()
            {
                ["layer"] = layer.Layer, ["shares"] = Numbers(layer.Shares),
            }),
        },
        ["planted"] = new JsonObject
        {
            ["correlation"] = report.Planted.Correlation, ["expectedZ"] = report.Planted.Expected,
            ["z"] = report.Planted.Planted, ["outOfOrderZ"] = report.Planted.Stranger,
        },
        ["ledger"] = new JsonObject { ["level"] = ledger.Level.ToString(), ["says"] = ledger.Says },
        ["leftOut"] = new JsonArray([.. report.LeftOut.Select(name => JsonValue.Create(name))]),
    };

    private static JsonObject Pair(PairReport pair) => new()
    {
        ["model"] = pair.Other, ["dependent"] = pair.IsDependent,
        ["components"] = Array(pair.Findings, Finding),
        ["layers"] = Map(pair.ByWeights), ["layersByResponses"] = Map(pair.ByResponses),
        ["matchedUnits"] = new JsonObject
        {
            ["says"] = Word(pair.Matched.Said), ["adjustedZ"] = pair.Matched.Adjusted,
            ["criticalZ"] = pair.Matched.Critical,
            ["depths"] = Array(pair.Matched.Depths, depth => new()
            {
                ["layer"] = depth.Layer, ["z"] = depth.Match.Z, ["agreement"] = depth.Match.Agreement,
            }),
            ["controlsZ"] = Numbers(pair.Matched.Controls), ["shiftedZ"] = Numbers(pair.Matched.Shifted),
        },
        ["alignedAttention"] = Finite(pair.Aligned), ["profile"] = Finite(pair.Profile),
        ["singularValues"] = new JsonObject(pair.Spectra.Select(part => KeyValuePair.Create(
            Word(part.Key), (JsonNode?)JsonValue.Create(part.Value)))),
        ["norms"] = new JsonObject
        {
            ["count"] = pair.Norms.Norms, ["cosine"] = pair.Norms.Cosine, ["pearson"] = pair.Norms.Pearson,
            ["z"] = pair.Norms.Order.Z, ["judged"] = false,
        },
        ["tokenizer"] = new JsonObject
        {
            ["says"] = Word(pair.Tokenizer), ["tokens"] = pair.Tokens.Tokens, ["shared"] = pair.Tokens.Shared,
            ["jaccard"] = pair.Tokens.Jaccard, ["sameIds"] = pair.Tokens.SameIds,
            ["sharedMerges"] = pair.Tokens.SharedMerges, ["firstMerges"] = pair.Tokens.FirstMerges,
            ["mergeOrder"] = pair.Tokens.MergeOrder,
        },
    };

    private static JsonObject Finding(ComponentFinding finding)
    {
        var said = new JsonObject
        {
            ["component"] = Word(finding.Component), ["verdict"] = VerdictWord(finding.Verdict),
            ["tests"] = Array(finding.Tests, test => new()
            {
                ["test"] = Word(test.Kind), ["z"] = test.Score.Z, ["p"] = test.Score.Chance,
                ["pIsExtrapolated"] = test.Score.Z > 5, ["pShuffled"] = test.Score.ShuffledChance,
                ["numbers"] = test.Score.Numbers, ["fires"] = test.Fires,
            }),
            ["equality"] = new JsonObject
            {
                ["tensors"] = finding.Equality.Tensors, ["identical"] = finding.Equality.Identical,
                ["equal"] = finding.Equality.Equal, ["chance"] = finding.Equality.Chance,
            },
        };
        switch (finding.Verdict)
        {
            case Verdict.Dependent found: said["by"] = Kinds(found.By); break;
            case Verdict.Suspect found: said["by"] = Kinds(found.By); break;
            case Verdict.SameStart found: said["start"] = found.Start; break;
            case Verdict.Independent found: said["correlation"] = found.Correlation; break;
            case Verdict.CannotTell found:
                said["why"] = Word(found.Why);
                if (double.IsFinite(found.Correlation)) said["correlation"] = found.Correlation;
                break;
        }
        return said;
    }

    private static string VerdictWord(Verdict verdict) => verdict switch
    {
        Verdict.Dependent => "dependent", Verdict.SameStart => "sameStart", Verdict.Suspect => "suspect",
        Verdict.Independent => "independent", _ => "cannotTell",
    };

    private static JsonObject Map(LayerMap map) => new()
    {
        ["pairs"] = map.Pairs, ["mean"] = map.Mean, ["deviation"] = map.Deviation, ["most"] = map.Most,
        ["found"] = Array(map.Found, match => new()
        {
            ["layer"] = match.One.Layer, ["expert"] = match.One.Expert, ["otherLayer"] = match.Other.Layer,
            ["otherExpert"] = match.Other.Expert, ["z"] = match.Z,
        }),
    };

    private static JsonArray Kinds(IEnumerable<TestKind> kinds) =>
        new([.. kinds.Select(kind => JsonValue.Create(Word(kind)))]);

    private static JsonArray Numbers(IEnumerable<double> numbers) =>
        new([.. numbers.Select(number => JsonValue.Create(number))]);

    private static JsonValue? Finite(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    private static JsonArray Array<T>(IEnumerable<T> all, Func<T, JsonObject> one) => new([.. all.Select(one)]);

    private static string Word(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
