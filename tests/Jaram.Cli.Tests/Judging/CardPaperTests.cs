using System.Text;
using Jaram.Assay.Scorecards.Cards;
using Jaram.Cli.Judging;
using Jaram.Cli.Printing;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;

namespace Jaram.Cli.Tests.Judging;

/// <summary>Paper is read back by a reader of others.</summary>
public sealed class CardPaperTests
{
    private const double Foot = 40, White = 35;

    [Fact]
    public void The_same_card_gives_the_same_bytes_and_another_card_others()
    {
        var (one, other) = (SomeCards.Of("a", "b"), SomeCards.Of("a", "c"));
        Assert.Equal(Paper(one, Tongue.Korean), Paper(one, Tongue.Korean));
        Assert.NotEqual(Paper(one, Tongue.Korean), Paper(other, Tongue.Korean));
        Assert.NotEqual(Paper(one, Tongue.Korean), Paper(one, Tongue.English));
    }

    [Theory]
    [InlineData("ko")]
    [InlineData("en")]
    public void All_that_the_screen_says_stands_on_paper_in_both_languages(string code)
    {
        var first = code == "ko" ? Tongue.Korean : Tongue.English;
        var card = SomeCards.Of("honest", "copy", "이름");
        using var paper = PdfDocument.Open(Paper(card, first));
        var (text, missing) = (Bare(TextOf(paper)), new List<string>());
        foreach (var tongue in new[] { Tongue.Korean, Tongue.English })
            missing.AddRange(Words(CardText.Of(Desks.Of(tongue), card, SomeCards.Rubric, SomeCards.Signed(card), CardRoom.A4))
                .Where(word => !text.Contains(Bare(word), StringComparison.Ordinal)));
        Assert.Empty(missing);
        Assert.Contains("판정사유", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("감정서·자람", StringComparison.Ordinal) < text.IndexOf("scorecard·Jaram", StringComparison.Ordinal)
            == (first == Tongue.Korean));
    }

    [Fact]
    public void Every_page_is_numbered_and_the_contents_lead_to_both_languages()
    {
        using var paper = PdfDocument.Open(Paper(SomeCards.Of("honest", "copy"), Tongue.Korean));
        foreach (var page in paper.GetPages())
            Assert.Contains($"{page.Number}/{paper.NumberOfPages}", Bare(TextOf(page, foot: true)), StringComparison.Ordinal);
        Assert.StartsWith("자람·감정서·SHA-256", Bare(TextOf(paper.GetPage(1), foot: true)), StringComparison.Ordinal);
        Assert.StartsWith("Jaram·scorecard·SHA-256", Bare(TextOf(paper.GetPage(paper.NumberOfPages), foot: true)),
            StringComparison.Ordinal);
        Assert.Equal("감정서: honest, copy", paper.Information.Title);
        Assert.Equal("D:20261127010203Z", paper.Information.CreationDate);
        Assert.True(paper.TryGetBookmarks(out var contents));
        string[] headings = [.. contents.Roots.Select(one => one.Title)];
        Assert.Contains("관문", headings);
        Assert.Contains("Gates", headings);
    }

    [Fact]
    public void Long_names_and_many_candidates_stay_on_the_sheet()
    {
        string[] names = [.. Enumerable.Range(0, 23).Select(at => at switch
        {
            3 => new string('w', 251),
            4 => string.Concat(Enumerable.Repeat("긴이름", 60)),
            5 => "ar-" + new string('\u0645', 40),
            6 => string.Concat(Enumerable.Repeat("long-name/", 30)),
            _ => $"candidate-{at}",
        })];
        using var paper = PdfDocument.Open(Paper(SomeCards.Of(names), Tongue.English));
        var letters = paper.GetPages().SelectMany(page => page.Letters.Select(letter => (Page: page, letter))).ToList();
        Assert.True(letters.Count > 50_000, $"{letters.Count} letters");
        Assert.Empty(letters.Where(one => !IsInside(one.letter, one.Page))
            .Select(one => $"page {one.Page.Number}: {one.letter.Value} at {one.letter.StartBaseLine}"));
        var text = Bare(TextOf(paper));
        Assert.All(names.Where(name => name.All(char.IsAscii)), name => Assert.Contains(name, text, StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_fonts_lack_stands_as_its_code_point_and_is_explained()
    {
        var card = SomeCards.Of("نخلة", "\U0001F331", "漢字", "a");
        using var paper = PdfDocument.Open(Paper(card, Tongue.English));
        var text = Bare(TextOf(paper));
        Assert.Contains("[U+0646U+062EU+0644U+0629]", text, StringComparison.Ordinal);
        Assert.Contains("[U+1F331]", text, StringComparison.Ordinal);
        Assert.Contains("[U+6F22U+5B57]", text, StringComparison.Ordinal);
        Assert.Contains("acharacterthatthispaper'sfontslack", text, StringComparison.Ordinal);
        using var plain = PdfDocument.Open(Paper(SomeCards.Of("a", "b"), Tongue.English));
        Assert.DoesNotContain("fontslack", Bare(TextOf(plain)), StringComparison.Ordinal);
    }

    [Fact]
    public void Hangul_in_single_letters_is_printed_as_syllables()
    {
        using var paper = PdfDocument.Open(Paper(SomeCards.Of("새싹".Normalize(NormalizationForm.FormD), "a"), Tongue.Korean));
        Assert.Contains("새싹", TextOf(paper), StringComparison.Ordinal);
    }

    private static byte[] Paper(Scorecard card, Tongue tongue) =>
        new CardPaper(Desks.Of(tongue), card, SomeCards.Rubric, SomeCards.Signed(card)).ToPdf();

    private static bool IsInside(Letter letter, Page page) => letter.StartBaseLine.X >= White
        && letter.EndBaseLine.X <= page.Width - White && letter.StartBaseLine.Y >= White
        && letter.StartBaseLine.Y <= page.Height - White;

    /// <summary>All text but feet, in the order in which it was set.</summary>
    private static string TextOf(PdfDocument paper) =>
        string.Concat(paper.GetPages().Select(page => TextOf(page, foot: false)));

    private static string TextOf(Page page, bool foot) => string.Concat(page.Letters
        .Where(letter => letter.StartBaseLine.Y < Foot == foot).Select(letter => letter.Value));

    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    /// <summary>Whatever a page says, each thing by itself.</summary>
    private static IEnumerable<string> Words(CardText text) =>
    [
        text.Kind, text.Names, text.Again,
        .. text.InShort.SelectMany(one => new[] { one.Answer.Text, one.Name, one.Says }),
        .. text.Sections.SelectMany(section => new[] { section.Heading, section.About }.Concat(section.Blocks.SelectMany(Words)))
            .SelectMany(said => said.Split(' ')),
    ];

    private static IEnumerable<string> Words(Block block) => block switch
    {
        Block.Text text => [text.Says],
        Block.Subheading heading => [heading.Says],
        Block.Bullets list => list.Lines,
        Block.Drawing drawing => drawing.Picture.Marks.OfType<Mark.Words>().Select(words => words.Text),
        Block.Table table => table.Rows.Prepend(table.Head).Append(table.Foot).SelectMany(row => row.Cells)
            .SelectMany(cell => cell.Paragraphs).SelectMany(paragraph => paragraph.Runs).Select(run => run.Text),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
