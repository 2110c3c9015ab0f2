// A card on paper: what the screen's page says, in the language of the command first and then in the other, each on
// sheets of its own. A card that goes to people who share no language is one file.
// Source: ours.

using System.Globalization;
using Jaram.Assay.Scorecards.Cards;
using Jaram.Assay.Scorecards.Rubrics;
using Jaram.Cli.Printing;
using Jaram.Cli.Printing.Paper;

namespace Jaram.Cli.Judging;

/// <summary>Prints a card.</summary>
/// <param name="desk">Says which language comes first.</param>
/// <param name="card">What is printed.</param>
/// <param name="rubric">What it was judged by.</param>
/// <param name="signed">What its signature rests on.</param>
internal sealed class CardPaper(Desk desk, Scorecard card, Rubric rubric, SignedCard signed)
{
    private const double Title = 15, Body = 8.5, Small = 7.5;
    private const int NameColumns = 90, IdentityDigits = 32, FootDigits = 16;

    private readonly PaperFonts _fonts = new();

    /// <summary>The file: the same card gives the same bytes.</summary>
    public byte[] ToPdf()
    {
        var setter = new Typesetter(_fonts);
        var flow = new PaperFlow(setter);
        foreach (var tongue in Tongues()) Add(flow, desk with { Tongue = tongue });
        var title = $"{desk.Say("Scorecard", "감정서")}: {CardText.NamesOf(card)}";
        return new PaperDocument(_fonts, setter).Bind(flow,
            new(title, desk.Say("en", "ko"), DateTimeOffset.Parse(card.Made, CultureInfo.InvariantCulture),
                signed.Digest[..IdentityDigits]));
    }

    private Tongue[] Tongues() => desk.Tongue == Tongue.Korean ? [Tongue.Korean, Tongue.English]
        : [Tongue.English, Tongue.Korean];

    private void Add(PaperFlow flow, Desk page)
    {
        var text = CardText.Of(page, card, rubric, signed, CardRoom.A4);
        flow.Foot = $"{page.Say("Jaram · scorecard", "자람 · 감정서")} · SHA-256 {signed.Digest[..FootDigits]}…";
        flow.Turn();
        flow.Contents.Add((text.Kind, flow.Pages.Count - 1));
        flow.Add([new(text.Kind)], Small, Tint.Pale);
        flow.Add([new(text.Names, Tone.Strong)], Title);
        flow.Skip(6);
        flow.AddBoxes([.. text.InShort.Select(one => (one.Answer,
            (IReadOnlyList<Run>)[new($"{CellWidth.Shortened(one.Name, NameColumns)}: {one.Says}")]))]);
        foreach (var section in text.Sections) flow.Add(section);
        flow.Skip(10);
        flow.Add([new($"{text.Again}: "), new(card.Again, Tone.Code)], Body, Tint.Pale);
        if (_fonts.HasStandIns)
            flow.Add([new(page.Say("A number in brackets, as in [U+0627], is a character that this paper's fonts lack.",
                "[U+0627]처럼 괄호 안에 적은 번호는 이 문서의 글꼴에 없는 글자입니다."))], Small, Tint.Pale);
    }
}
