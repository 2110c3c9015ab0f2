using System.CommandLine;
using System.Text.Json.Nodes;
using Jaram.Assay.Provenance.Battery;
using Jaram.Assay.Provenance.Fingerprints;
using Jaram.Assay.Provenance.Judging;
using Jaram.Cli.Assaying;
using Jaram.Cli.History;
using Spectre.Console;

namespace Jaram.Cli.Verbs;

/// <summary>jaram assay search CANDIDATE --in FOLDER</summary>
internal static class AssaySearchVerb
{
    private const int Shown = 10;

    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var candidate = new Argument<string>("CANDIDATE")
        {
            Description = desk.Say("A model, or a fingerprint of one", "모델 또는 그 지문"),
        };
        var folder = new Option<string>("--in")
        {
            Description = desk.Say("A folder of fingerprints (jaram assay fingerprint)",
                "지문 폴더 (jaram assay fingerprint)"),
            HelpName = desk.Say("FOLDER", "폴더"), Required = true,
        };
        var thresholds = Rubrics.Option(desk);
        var verb = new Verb("search", desk.Say(
                "Looks for a model's parents among fingerprints, without reading the others' weights. Exit code 1 if "
                    + "one is found. What is not found here may still be found by jaram assay scan.",
                "다른 모델의 가중치를 읽지 않고 지문 가운데서 부모를 찾습니다. 찾으면 종료 코드 1. 여기서 못 찾은 것도 jaram assay "
                    + "scan은 찾을 수 있습니다."),
            "jaram assay search candidate/ --in fingerprints/") { candidate, folder, thresholds };
        verb.SetAction(given =>
        {
            var (rules, place) = (Rubrics.Read(given.GetValue(thresholds)!, desk), given.GetRequiredValue(folder));
            string[] files = Directory.Exists(place)
                ? [.. Directory.GetFiles(place, "*" + FingerprintFile.Ending).Order(StringComparer.Ordinal)]
                : [];
            if (files.Length == 0)
                throw new MisuseException(desk.Say(
                    $"{place}: has no fingerprints; make some with jaram assay fingerprint",
                    $"{place}: 지문이 없습니다. jaram assay fingerprint로 만드세요"));
            var word = given.GetRequiredValue(candidate);
            desk.Note($"looking at {word}, then at {files.Length} fingerprints",
                $"{word}, 이어서 지문 {files.Length}개를 살펴봅니다");
            var own = Print(desk, word, rules);
            var search = new FingerprintSearch(rules, files.Length);
            List<FingerprintMatch> found = [.. files
                .Select(file => search.Compare(own, FingerprintFile.Read(file, rules)))
                .OrderByDescending(match => match.IsDependent).ThenByDescending(match => match.Most)];
            if (given.GetValue<bool>("--json")) desk.Out.WriteLine(Json(word, found).ToJsonString(JsonText.Readable));
            else Write(desk, word, found);
            return found.Exists(match => match.IsDependent) ? ExitCode.No : ExitCode.Done;
        });
        return verb;
    }

    private static Fingerprint Print(Desk desk, string word, Thresholds rules)
    {
        if (word.EndsWith(FingerprintFile.Ending, StringComparison.Ordinal)) return FingerprintFile.Read(word, rules);
        using var subject = Subjects.Open(desk, word);
        return Fingerprint.Of(subject, rules);
    }

    private static void Write(Desk desk, string word, List<FingerprintMatch> found)
    {
        var table = PlainTable.Make(desk, words: 2, [desk.Say("model", "모델"), desk.Say("found", "찾음"),
            desk.Say("equal matrices", "같은 행렬"), desk.Say("layers", "층"), desk.Say("most z", "가장 큰 z"),
            desk.Say("shared tokens", "함께 있는 토큰")]);
        foreach (var match in found.Take(Math.Max(Shown, found.Count(one => one.IsDependent))))
            table.AddRow([.. new[]
            {
                match.Name, match.IsDependent ? desk.Say("DEPENDENT", "종속") : desk.Say("not found", "못 찾음"),
                $"{match.Equal}/{match.Matrices}", Layers(match), FormattableString.Invariant($"{match.Most:0.0}"),
                FormattableString.Invariant($"{match.Tokens}"),
            }.Select(cell => Markup.Escape(Tame.Line(cell)))]);
        PlainTable.Write(desk, table);
        var parents = found.Count(match => match.IsDependent);
        desk.Out.WriteLine(desk.Say(
            $"{word}: {parents} of {found.Count} found; cards hold no attention and few weights",
            $"{word}: {found.Count}개 가운데 {parents}개를 찾음. 지문에는 어텐션이 없고 가중치도 조금뿐입니다"));
    }

    private static string Layers(FingerprintMatch match)
    {
        var map = match.ByWeights.Found.Count >= match.ByResponses.Found.Count ? match.ByWeights : match.ByResponses;
        return FormattableString.Invariant($"{map.Found.Select(one => one.One).Distinct().Count()}");
    }

    private static JsonObject Json(string word, List<FingerprintMatch> found) => new()
    {
        ["candidate"] = word,
        ["models"] = new JsonArray([.. found.Select(match => new JsonObject
        {
            ["name"] = match.Name, ["dependent"] = match.IsDependent, ["matrices"] = match.Matrices,
            ["equal"] = match.Equal, ["sharedTokens"] = match.Tokens,
            ["byWeights"] = Json(match.ByWeights), ["byResponses"] = Json(match.ByResponses),
        })]),
    };

    private static JsonObject Json(LayerMap map) => new()
    {
        ["pairs"] = map.Pairs, ["mean"] = map.Mean, ["deviation"] = map.Deviation, ["most"] = map.Most,
        ["found"] = new JsonArray([.. map.Found.Select(match => new JsonObject
        {
            ["layer"] = match.One.Layer, ["expert"] = match.One.Expert, ["otherLayer"] = match.Other.Layer,
            ["otherExpert"] = match.Other.Expert, ["z"] = match.Z,
        })]),
    };
}
