// A card as one page that needs nothing else, in both languages: a switch without a script shows the one or the other,
// and paper shows what the screen showed. Gates first, then points, then what would change the order, then every number
// with its reason and the command that makes it again.
// Source: ours; HTML Living Standard; SVG 2.

using Jaram.Assay.Scorecards.Cards;
using Jaram.Assay.Scorecards.Rubrics;
using Jaram.Cli.Comparing;
using Jaram.Cli.Paying.Charts;

namespace Jaram.Cli.Judging;

/// <summary>Writes the page.</summary>
/// <param name="desk">Says which language is shown first.</param>
/// <param name="card">What it shows.</param>
/// <param name="rubric">What it was judged by.</param>
/// <param name="digest">SHA-256 of the card's JSON, which is what is signed.</param>
/// <param name="signer">Whose key signed it.</param>
internal sealed class CardSheet(Desk desk, Scorecard card, Rubric rubric, string digest, string signer)
{
    private const string Css = """
        .pick { position: absolute; opacity: 0; }
        .tongues { display: flex; gap: .4rem; justify-content: flex-end; margin: 0 0 .4rem; }
        .tongues label { padding: .1rem .7rem; border: 1px solid var(--line); border-radius: 1rem; font-size: .85rem;
          cursor: pointer; color: var(--dim); }
        #ko:checked ~ .tongues [for=ko], #en:checked ~ .tongues [for=en] { color: var(--ground);
          background: var(--ink); border-color: var(--ink); }
        .pick:focus-visible ~ .tongues label { outline: 1px dotted var(--dim); }
        #ko:checked ~ .in-en, #en:checked ~ .in-ko { display: none; }
        .verdict { font-weight: 600; white-space: nowrap; }
        .verdict.good { color: var(--good); } .verdict.bad { color: var(--bad); }
        .reasons { margin: .2rem 0 0; padding-left: 1.1rem; font-size: .85rem; color: var(--dim); }
        body { word-break: keep-all; }
        .asks { font-size: .85rem; color: var(--dim); }
        .points td, .points th { padding-right: .6rem; }
        .points td:first-child { min-width: 10.5rem; }
        .points .bounds { font-size: .8em; color: var(--dim); }
        .points .axis th { color: var(--ink); font-weight: 600; padding-top: .7rem; text-align: left; }
        .points tfoot td, .points tfoot th { border-top: 2px solid var(--line); font-weight: 600; }
        .points .raw { color: var(--dim); font-size: .85rem; }
        .grade { font-size: .75rem; border: 1px solid var(--line); border-radius: .3rem; padding: 0 .25rem;
          white-space: nowrap; color: var(--dim); }
        .why { table-layout: fixed; font-size: .85rem; }
        .why th:first-child, .why td:first-child { width: 26%; }
        .why td { overflow-wrap: anywhere; }
        .files td { overflow-wrap: anywhere; font-size: .85rem; }
        h3 { font-size: 1rem; margin: 1.4rem 0 .3rem; }
        @media print { .tongues, .pick { display: none; } h3 { break-after: avoid; } .why, .files { font-size: 8pt; }
          .points { font-size: 8.5pt; }
          .points tfoot { display: table-row-group; } .cards { grid-template-columns: repeat(3, 1fr); } }
        """;

    /// <summary>The whole page.</summary>
    public string ToHtml()
    {
        var isKorean = desk.Tongue == Tongue.Korean;
        var names = Html.Escaped(string.Join(", ", card.Candidates.Select(one => one.Candidate.Name)));
        return SheetFrame.Document(desk.Say("en", "ko"), $"{desk.Say("Scorecard", "감정서")}: {names}",
            $"{Svg.Css}\n{CardChart.Css}\n{Css}", $"""
            <input class="pick" type="radio" name="tongue" id="ko"{(isKorean ? " checked" : "")}>
            <input class="pick" type="radio" name="tongue" id="en"{(isKorean ? "" : " checked")}>
            <div class="tongues"><label for="ko" lang="ko">한국어</label><label for="en" lang="en">English</label></div>
            <div class="in-ko" lang="ko">
            {In(Tongue.Korean, names)}
            </div>
            <div class="in-en" lang="en">
            {In(Tongue.English, names)}
            </div>
            """);
    }

    private string In(Tongue tongue, string names)
    {
        var page = desk with { Tongue = tongue };
        var words = new CardWords(page, rubric);
        var tables = new CardTables(page, card, rubric, words);
        return $"""
            <header>
            <p class="kind">{page.Say("Jaram · scorecard", "자람 · 감정서")} · {Html.Escaped(words.Of(rubric.Name))}</p>
            <h1>{names}</h1>
            {Cards(page, words)}
            </header>
            <main>
            {tables.Gates()}
            {tables.Points(new CardChart(page, rubric, words).Of(card))}
            {tables.Flips()}
            {tables.Reasons()}
            {tables.Files(digest, signer)}
            </main>
            <footer>
            <p>{page.Say("Make it again", "다시 만들기")}: <code>{Html.Escaped(card.Again)}</code></p>
            </footer>
            """;
    }

    private string Cards(Desk page, CardWords words) => "<ul class=\"cards\">\n"
        + Html.Lines(card.Candidates.Select(one =>
    {
        var kind = CardTables.Kind(one.Outcome);
        return $"<li{(kind == "" ? "" : $" class=\"{kind}\"")}><strong>{CardWords.Mark(one.Outcome)} "
            + $"{Html.Escaped(words.Of(one.Outcome))}</strong><span>{Html.Isolated(one.Candidate.Name)}: "
            + Html.Escaped(page.Say($"{words.Total(one)} of {CardWords.Weight(rubric.Points)} points, place "
                + $"{words.Place(one)}", $"{CardWords.Weight(rubric.Points)}점 중 {words.Total(one)}점, 순위 "
                + words.Place(one))) + "</span></li>";
    })) + "\n</ul>";
}
