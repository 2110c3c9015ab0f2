// The table of recall and some questions with their answers. Arabic stands last in its row between marks that isolate
// its direction, so that a terminal which turns it round turns nothing else.
// Source: Unicode Standard Annex #9, section 2.5 (isolates).

using System.Globalization;
using System.Text.Json.Nodes;
using Jaram.Village;
using Spectre.Console;

namespace Jaram.Cli.Demo;

/// <summary>Shows what a model remembers.</summary>
internal sealed class RecallPage(Desk desk, IReadOnlyList<Reply> replies)
{
    private const int Shown = 8, Columns = 100, MostCharacters = 80;
    private const string Isolate = "\u2068", Release = "\u2069";
    private readonly IReadOnlyList<Score> _scores = Recall.Count(replies);

    /// <summary>For people.</summary>
    public void Write()
    {
        var page = AnsiConsole.Create(new()
        {
            Out = new AnsiConsoleOutput(desk.Out), Ansi = desk.Screen.MayPaint ? AnsiSupport.Detect : AnsiSupport.No,
        });
        if (!desk.Screen.MayPaint) page.Profile.Width = Columns;
        page.Write(Scores());
        page.WriteLine();
        foreach (var reply in Examples())
            desk.Out.WriteLine(Line(reply));    // not wrapped: a mark must not part from its end
    }

    /// <summary>For programs, a line each: every reply, then the sums.</summary>
    public IEnumerable<JsonObject> ToJson()
    {
        foreach (var (question, said) in replies)
            yield return new()
            {
                ["event"] = "asked", ["language"] = question.Language.Code(), ["kind"] = question.Kind.ToString(),
                ["question"] = question.Text, ["wanted"] = question.Reply, ["got"] = said,
                ["right"] = Answers.Matches(question, said),
            };
        yield return new()
        {
            ["event"] = "recalled", ["enough"] = Recall.IsEnough(_scores),
            ["scores"] = new JsonArray([.. _scores.Select(score => new JsonObject
            {
                ["language"] = score.Language.Code(), ["kind"] = score.Kind.ToString(),
                ["right"] = score.Right, ["asked"] = score.Asked,
            })]),
        };
    }

    private Table Scores()
    {
        var kinds = _scores.Select(score => score.Kind).Distinct().ToList();
        var table = new Table().Border(desk.Screen.MayPaint ? TableBorder.Rounded : TableBorder.Markdown)
            .AddColumn(desk.Say("right answers", "맞힌 답"));
        foreach (var kind in kinds) table.AddColumn(new TableColumn(Name(kind)).RightAligned());
        foreach (var language in _scores.GroupBy(score => score.Language))
            table.AddRow([language.Key.Code(), .. kinds.Select(kind =>
                language.FirstOrDefault(score => score.Kind == kind) is { } score ? Share(score) : "–")]);
        return table;
    }

    private string Name(QuestionKind kind) => kind switch
    {
        QuestionKind.Seen => desk.Say("seen wording", "본 물음"),
        QuestionKind.HeldOut => desk.Say("new wording", "처음 보는 물음"),
        _ => desk.Say("unknown person", "모르는 사람"),
    };

    /// <summary>A few of each language, the kinds by turns.</summary>
    private IEnumerable<Reply> Examples() => replies
        .GroupBy(reply => (reply.Question.Language, reply.Question.Kind))
        .SelectMany(group => group.Where((_, n) => n % Math.Max(1, group.Count() / 2) == 0).Index())
        .OrderBy(reply => reply.Index).Take(Shown).Select(reply => reply.Item)
        .OrderBy(reply => reply.Question.Language);

    private string Line(Reply reply)
    {
        var (mark, wanted) = reply.IsRight
            ? ("✓", "")
            : ("✗", $"  ({desk.Say("wanted", "정답")}: {Isolated(reply.Question.Reply)})");
        return $"{mark} {Isolated(reply.Question.Text)}  →  {Isolated(reply.Said.Trim())}{wanted}";
    }

    private static string Isolated(string text)
    {
        var line = new StringInfo(text.ReplaceLineEndings(" "));        // cut between what a reader sees as characters
        var shown = line.LengthInTextElements <= MostCharacters
            ? line.String
            : line.SubstringByTextElements(0, MostCharacters) + "…";
        return $"{Isolate}{shown}{Release}";
    }

    private static string Share(Score score) => string.Create(CultureInfo.InvariantCulture,
        $"{score.Share:P1} ({score.Right}/{score.Asked})");
}
