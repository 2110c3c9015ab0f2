using System.Collections.Immutable;
using System.Text;
using Jaram.Assay.Scorecards;
using Jaram.Assay.Scorecards.Cards;
using Jaram.Assay.Scorecards.Evidence;
using Jaram.Assay.Scorecards.Rubrics;
using Jaram.Checkpoints;

namespace Jaram.Assay.Tests.Scorecards;

/// <summary>Rubrics and cards for tests.</summary>
internal static class Cards
{
    /// <summary>A rubric that comes with the program.</summary>
    public static Rubric Shipped(string name)
    {
        var path = Path.Combine(Root(AppContext.BaseDirectory), "rubrics", name + ".json");
        return RubricReader.Read(File.ReadAllBytes(path), path);
    }

    /// <summary>A rubric of entered items without gates.</summary>
    public static Rubric Of(params (string Id, decimal Points, Scale Scale)[] items) => new()
    {
        Id = "test", Name = new("test", "시험"), Source = new("tests", "시험"), Note = new("", ""), Decimals = 1, Axes = [], Gates = [],
        Points = items.Sum(item => item.Points), Digest = Digest.Of("test"u8),
        Items = [.. items.Select(item => new RubricItem
        {
            Id = item.Id, Axis = "", Name = new(item.Id, item.Id), Points = item.Points, Scale = item.Scale,
            From = Rubric.Entered, Source = "tests", Parts = [],
        })],
    };

    /// <summary>A card of entered values alone, by the names of candidates and items.</summary>
    public static Scorecard Judge(Rubric rubric, params (string Candidate, string Item, string Entry)[] entered)
    {
        var names = entered.Select(one => one.Candidate).Distinct().ToList();
        var json = string.Join(',', names.Select(name => $"\"{name}\":{{\"gates\":{{}},\"items\":{{"
            + string.Join(',', entered.Where(one => one.Candidate == name && one.Item != "").Select(one =>
                $"\"{one.Item}\":{{{one.Entry},\"reason\":\"test\"}}")) + "}}"));
        var file = Encoding.UTF8.GetBytes($"{{\"format\":1,\"by\":\"tests\",\"candidates\":{{{json}}}}}");
        return (Assessment(rubric, names) with
        {
            Entries = [(Entries.Read(file, "entries.json", rubric, names), "entries.json")],
        }).Judge();
    }

    /// <summary>What a card is made of, with nothing known.</summary>
    public static Assessment Assessment(Rubric rubric, IEnumerable<string> names) => new()
    {
        Made = "2026-11-26T00:00:00Z", Again = "jaram assay test", Rubric = rubric, RubricFile = "rubric.json",
        Entries = [], Evidence = [],
        Candidates = [.. names.Select(name => (new CandidateName(name, name, "", Wording.Quoted("")),
            ImmutableArray<Problem>.Empty))],
    };

    /// <summary>A result as a verb writes it.</summary>
    public static EvidenceFile Result(string candidate, string json) => EvidenceFile.Read(candidate,
        $"evidence/{candidate}.json", Encoding.UTF8.GetBytes(json.Replace('\'', '"')));

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "Jaram.slnx")) ? folder : Root(Path.GetDirectoryName(folder)!);
}
