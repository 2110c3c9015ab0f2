using System.Collections.Immutable;
using System.Text;
using Jaram.Assay.Scorecards.Cards;
using Jaram.Assay.Scorecards.Evidence;
using Jaram.Assay.Scorecards.Rubrics;
using Jaram.Checkpoints;
using Jaram.Cli.Judging;

namespace Jaram.Cli.Tests.Judging;

/// <summary>Cards of candidates that were never there: each but the last has results, the last has a problem.</summary>
internal static class SomeCards
{
    public static Rubric Rubric { get; } = RubricReader.Read(
        File.ReadAllBytes(Path.Combine(CommandLine.Root, "rubrics", "jaram-1.json")), "jaram-1");

    public static Scorecard Of(params IReadOnlyList<string> names) => new Assessment
    {
        Made = "2026-11-27T01:02:03Z", Again = $"jaram assay {string.Join(' ', names)}", Rubric = Rubric,
        RubricFile = "rubric.json", Entries = [],
        Candidates = [.. names.Select((name, at) => (
            new CandidateName(name, $"models/{name}", Digest.Of(Encoding.UTF8.GetBytes(name)).ToString(),
                new("version 0123456789ab of step 700", "700 스텝의 버전 0123456789ab")),
            at == names.Count - 1 ? ImmutableArray.Create(new Problem("scan", new("its weights hold NaN", "가중치에 NaN이 있음")))
                : ImmutableArray<Problem>.Empty))],
        Evidence = [.. names.SkipLast(1).SelectMany((name, at) => Results(name, at))],
    }.Judge();

    public static SignedCard Signed(Scorecard card) =>
        new(Digest.Of(ScorecardFile.Write(card)).ToString(), "assay.example+01234567");

    private static IEnumerable<EvidenceFile> Results(string name, int at)
    {
        yield return Result(name, at, "originality",
            $"{{'event':'originality','again':'jaram design originality models/{name}','name':'d','tier':{1 + at % 4},"
            + "'bits':{'forward':30.5,'state':8.25},'predecessors':[{'name':'x','released':'2024-05'}]}");
        yield return Result(name, at, "scan",
            $"{{'event':'scan','again':'jaram assay scan models/{name}','controlsHold':true,'references':[{{'model':'other',"
            + $"'components':[{{'component':'mlp','verdict':'{(at == 1 ? "dependent" : "independent")}','by':['matched'],"
            + "'correlation':0.0123}]}]}");
    }

    private static EvidenceFile Result(string name, int at, string kind, string text) => EvidenceFile.Read(name,
        $"evidence/{at + 1}-model.{kind}.json",
        Encoding.UTF8.GetBytes(text.Replace("\"", "\\\"", StringComparison.Ordinal).Replace('\'', '"')));
}
