// Makes the results that a card needs and that nobody handed over: the check of the ledger, what was laid open, the
// design's originality, the scan of the weights, the cost. What fails is written down with its reason, and the rest
// goes on: a card with a hole says where the hole is.
// Source: ours.

using System.Text.Json.Nodes;
using Jaram.Architecture.Atlas;
using Jaram.Architecture.Costing;
using Jaram.Assay.Provenance.Judging;
using Jaram.Assay.Scorecards;
using Jaram.Assay.Scorecards.Cards;
using Jaram.Cli.Assaying;
using Jaram.Cli.Costing;
using Jaram.Cli.Designing;
using Jaram.Cli.Verifying;
using Jaram.Ledger.Verifying;
using KnownWorks = Jaram.Architecture.Originality.KnownWorks;
using OriginalityVerdict = Jaram.Architecture.Originality.Verdict;

namespace Jaram.Cli.Judging;

/// <summary>Measures candidates.</summary>
/// <param name="desk">Told what is being done.</param>
/// <param name="wish">What was asked for.</param>
internal sealed class Gathering(Desk desk, CardWish wish)
{
    private readonly Lazy<(List<Blueprint> Atlas, KnownWorks Works)> _known = new(() =>
    {
        List<Blueprint> atlas = [.. Architectures.Atlas];
        return (atlas, new(atlas));
    });

    /// <summary>Measures a candidate.</summary>
    /// <param name="candidate">Who.</param>
    /// <param name="handed">Kinds that were handed over.</param>
    /// <param name="take">Takes each result as it is made.</param>
    /// <returns>What could not be measured, and why.</returns>
    public IReadOnlyList<Problem> Make(
        CandidateName candidate, IReadOnlySet<string> handed, Action<JsonObject> take)
    {
        List<Problem> problems = [];
        if (wish.Extent == CardExtent.Nothing || CandidateLook.IsAddress(candidate.Word)) return problems;
        foreach (var (kind, make) in Makers(candidate).Where(maker => !handed.Contains(maker.Kind)))
        {
            desk.Note($"{candidate.Name}: {kind}", $"{candidate.Name}: {kind}");
            if (Obstacle(kind, candidate.Word) is [var obstacle])
            {
                problems.Add(new(kind, obstacle));
                continue;
            }
            try
            {
                take(make());
            }
            catch (Exception failure) when (Refusals.IsForeseen(failure))
            {
                var why = Why(candidate, kind, failure);
                desk.Note($"{candidate.Name}: {kind} could not be measured: {why.En}",
                    $"{candidate.Name}: {kind}을(를) 재지 못했습니다: {why.Ko}");
                problems.Add(new(kind, why));
            }
        }
        return problems;
    }

    /// <summary>Why something failed, in both languages: what this program itself refuses is refused once more in the
    /// other one, before anything is measured; what a library says is quoted.</summary>
    private Wording Why(CandidateName candidate, string kind, Exception failure)
    {
        var own = Line(failure);
        if (failure is not MisuseException) return Wording.Quoted(own);
        var isKorean = desk.Tongue == Tongue.Korean;
        var other = desk with { Tongue = isKorean ? Tongue.English : Tongue.Korean, Error = TextWriter.Null };
        try
        {
            new Gathering(other, wish).Makers(candidate).Single(maker => maker.Kind == kind).Make();
            return Wording.Quoted(own);
        }
        catch (MisuseException again)
        {
            return isKorean ? new(Line(again), own) : new(own, Line(again));
        }
    }

    private static string Line(Exception failure) => failure.Message.ReplaceLineEndings(" ");

    /// <summary>What stands against measuring something, before it is tried: nothing, or one thing.</summary>
    private IReadOnlyList<Wording> Obstacle(string kind, string word) => kind switch
    {
        "verify" when !HasLedger(word) => [new("no ledger came along: what its makers say is all there is",
            "원장이 없어 만든 이의 말이 전부입니다")],
        "originality" when File.Exists(word) => [new("weights alone do not tell a design: hand them over in a folder "
            + "with config.json", "가중치만으로는 구조를 알 수 없습니다. config.json과 함께 폴더로 주세요")],
        "cost" when Subjects.Raised(word) is null => [new("only what was made or imported here can be run: jaram "
            + "import", "여기서 만들거나 가져온 모델만 돌려 볼 수 있습니다: jaram import")],
        "scan" when References(word).Count == 0 => [new("there is no other model to hold it against; name some with "
            + "--against", "견줄 다른 모델이 없습니다. --against로 적으세요")],
        _ => [],
    };

    private static bool HasLedger(string word) =>
        Subjects.Raised(word) is var (folder, _) && Directory.Exists(folder.Ledger);

    /// <summary>Whom a candidate is held against: all others but controls; where every other is a control, these.
    /// </summary>
    private List<string> References(string word)
    {
        List<string> others = [.. wish.Against.Concat(wish.Candidates).Distinct()
            .Where(other => other != word && !CandidateLook.IsAddress(other))];
        List<string> known = [.. others.Except(wish.Controls)];
        return known.Count > 0 ? known : [.. others.Concat(wish.Controls.Where(other => other != word)).Distinct()];
    }

    private IEnumerable<(string Kind, Func<JsonObject> Make)> Makers(CandidateName candidate)
    {
        yield return ("verify", () => Verify(candidate.Word));
        yield return ("disclosure", () => DisclosureJson.Of(candidate.Word, wish.Again));
        yield return ("originality", () => Originality(candidate.Word));
        yield return ("scan", () => Scan(candidate.Word));
        if (wish.Extent == CardExtent.All) yield return ("cost", () => Cost(candidate.Word));
    }

    /// <summary>Checks the ledger.</summary>
    /// <exception cref="MisuseException">The model was not raised here.</exception>
    public JsonObject Verify(string word)
    {
        if (Subjects.Raised(word) is not var (folder, _))
            throw new MisuseException(desk.Say($"{word}: was not raised here", $"{word}: 여기서 키운 모델이 아닙니다"));
        var report = new Inspection(desk, folder).Make(wish.Trust(folder), replay: null, wish.Line);
        return new ReportPage(desk, report, word, $"jaram verify {word}{wish.TrustWords} --json").Json();
    }

    /// <summary>Says how original the design is.</summary>
    public JsonObject Originality(string word)
    {
        var (model, (atlas, works)) = (Architectures.Read(word.Split('@')[0], desk), _known.Value);
        var verdict = OriginalityVerdict.Of(model, works);
        var nearest = atlas.Single(known => known.Name == verdict.Predecessors[0].Name);
        return OriginalityLine.Of(verdict, Fields.Of(model, nearest), $"jaram design originality {word} --json");
    }

    /// <summary>Scans the weights against all others.</summary>
    private JsonObject Scan(string word)
    {
        var references = References(word);
        List<string> controls = [.. wish.Controls.Where(other => other != word && !references.Contains(other))];
        using var open = new OpenSubjects(desk);
        var report = new Scan(wish.Thresholds) { Began = name => desk.Note($"  {name}", $"  {name}") }
            .Run(open.Open(word), [.. references.Select(open.Open)], [.. controls.Select(open.Open)], []);
        return ScanJson.Of(report, new(ProofLevel.P0, ""), $"jaram assay scan {word} --against "
            + string.Join(' ', references) + (controls.Count > 0 ? $" --control {string.Join(' ', controls)}" : "")
            + wish.ScanWords + " --json");
    }

    private JsonObject Cost(string word)
    {
        var plan = new CostWish("int8", Environment.ProcessorCount, Extent.Quick, [], IsNamed: false,
            Assumptions.Default, null, wish.Text, null);
        var report = CostReport.Make(desk, CostSubject.Open(word.Split('@')[0], desk), plan);
        return CostJson.Of(report, $"jaram cost {word} --quick" + (wish.Text == "" ? "" : $" --text {wish.Text}")
            + " --json");
    }
}
