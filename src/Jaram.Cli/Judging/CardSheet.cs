// A card as one page that needs nothing else, in both languages: a switch without a script shows the one or the other,
// and paper shows what the screen showed.
// Source: ours; HTML Living Standard; SVG 2.

using Jaram.Assay.Scorecards.Cards;
using Jaram.Assay.Scorecards.Rubrics;
using Jaram.Cli.Comparing;
using Jaram.Cli.Paying.Charts;
using Jaram.Cli.Printing;

namespace Jaram.Cli.Judging;

/// <summary>Writes the page.</summary>
/// <param name="desk">Says which language is shown first.</param>
/// <param name="card">What it shows.</param>
/// <param name="rubric">What it was judged by.</param>
/// <param name="signed">What its signature rests on.</param>
internal sealed class CardSheet(Desk desk, Scorecard card, Rubric rubric, SignedCard signed)
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
        body { word-break: keep-all; }
        .points td, .points th { padding-right: .6rem; }
        .points td:first-child { min-width: 10.5rem; }
        .why { table-layout: fixed; font-size: .85rem; }
        .why th:first-child, .why td:first-child { width: 26%; }
        .why td { overflow-wrap: anywhere; }
        .files td { overflow-wrap: anywhere; font-size: .85rem; }
        @media print { .tongues, .pick { display: none; } .why, .files { font-size: 8pt; } .points { font-size: 8.5pt; }
          .cards { grid-template-columns: repeat(3, 1fr); } }
        """;

    /// <summary>The whole page.</summary>
    public string ToHtml()
    {
        var isKorean = desk.Tongue == Tongue.Korean;
        var names = Html.Escaped(CardText.NamesOf(card));
        return SheetFrame.Document(desk.Say("en", "ko"), $"{desk.Say("Scorecard", "감정서")}: {names}",
            $"{Svg.Css}\n{HtmlContent.Css}\n{Css}", $"""
            <input class="pick" type="radio" name="tongue" id="ko"{(isKorean ? " checked" : "")}>
            <input class="pick" type="radio" name="tongue" id="en"{(isKorean ? "" : " checked")}>
            <div class="tongues"><label for="ko" lang="ko">한국어</label><label for="en" lang="en">English</label></div>
            <div class="in-ko" lang="ko">
            {In(Tongue.Korean)}
            </div>
            <div class="in-en" lang="en">
            {In(Tongue.English)}
            </div>
            """);
    }

    private string In(Tongue tongue)
    {
        var text = CardText.Of(desk with { Tongue = tongue }, card, rubric, signed, CardRoom.Screen);
        return $"""
            <header>
            <p class="kind">{Html.Escaped(text.Kind)}</p>
            <h1>{Html.Escaped(text.Names)}</h1>
            <ul class="cards">
            {Html.Lines(text.InShort.Select(one => InShort(one.Answer, one.Name, one.Says)))}
            </ul>
            </header>
            <main>
            {Html.Lines(text.Sections.Select(HtmlContent.Of))}
            </main>
            <footer>
            <p>{Html.Escaped(text.Again)}: <code>{Html.Escaped(card.Again)}</code></p>
            </footer>
            """;
    }

    private static string InShort(Run answer, string name, string says) => $"<li{answer.Tone switch
    {
        Tone.Good => " class=\"good\"",
        Tone.Bad => " class=\"bad\"",
        _ => "",
    }}><strong>{Html.Escaped(answer.Text)}</strong><span>{Html.Isolated(name)}: {Html.Escaped(says)}</span></li>";
}
