// Content on sheets of A4, from top to bottom and on to the next sheet where one is full. No line of text is cut in two
// and nothing is wider than the sheet.
// Source: ours; ISO 216 (A4).

namespace Jaram.Cli.Printing.Paper;

/// <summary>Lays content out.</summary>
/// <param name="setter">Breaks text into lines.</param>
internal sealed class PaperFlow(Typesetter setter)
{
    /// <summary>White around what is printed: 14 mm.</summary>
    public const double Margin = 39.7;

    /// <summary>Width of what is printed.</summary>
    public const double Width = PaperPage.Width - 2 * Margin;

    /// <summary>Height of a line in parts of its text's size.</summary>
    public const double Leading = 1.4;

    /// <summary>Where a line's letters stand, in parts of its text's size from its top.</summary>
    private const double Baseline = 1.05;

    private const double Bottom = PaperPage.Height - Margin - 14, Body = 8.5, Indent = 8, Small = .01;

    private static readonly Colour _ink = Colour.Of("#000000"), _pale = Colour.Of("#444444"),
        _good = Colour.Of("#005c36"), _bad = Colour.Of("#8c1d18"), _rule = Colour.Of("#bbbbbb"),
        _card = Colour.Of("#f2f2f2");

    private readonly List<PaperPage> _pages = [];

    /// <summary>What stands at the foot of pages that are begun from now on.</summary>
    public string Foot { get; set; } = "";

    /// <summary>Pages so far.</summary>
    public IReadOnlyList<PaperPage> Pages => _pages;

    /// <summary>Sections, and the page that each begins on, counted from 0.</summary>
    public List<(string Heading, int Page)> Contents { get; } = [];

    /// <summary>How far down the page is filled, in points from its top.</summary>
    public double Y { get; private set; }

    /// <summary>What is left of the page.</summary>
    public double Room => Bottom - Y;

    /// <summary>What a whole page has room for.</summary>
    public static double WholePage => Bottom - Margin;

    /// <summary>The page that is being filled.</summary>
    public PaperPage Page => _pages[^1];

    /// <summary>Goes on at the top of a new page.</summary>
    public void Turn()
    {
        _pages.Add(new(Foot));
        Y = Margin;
    }

    /// <summary>Goes on on a new page unless this one has so much room.</summary>
    public void Need(double height)
    {
        if (Room + Small < height) Turn();
    }

    /// <summary>Leaves white.</summary>
    public void Skip(double height) => Y += height;

    /// <summary>A paragraph.</summary>
    public void Add(IReadOnlyList<Run> runs, double size, Tint tint = Tint.Ink, double indent = 0)
    {
        foreach (var line in setter.Break(runs, size, Width - indent))
        {
            Need(size * Leading);
            Put(line, Margin + indent, Y, size, tint);
            Skip(size * Leading);
        }
    }

    /// <summary>Lines with bullets.</summary>
    public void AddBullets(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Need(Body * Leading);
            Put(setter.Break([new("•")], Body, Indent)[0], Margin, Y, Body, Tint.Pale);
            Add([new(line)], Body, indent: Indent);
            Skip(2);
        }
    }

    /// <summary>Boxes side by side, a strong line in each and text below it.</summary>
    public void AddBoxes(IReadOnlyList<(Run Strong, IReadOnlyList<Run> Text)> boxes)
    {
        const int across = 3;
        const double gap = 7, pad = 7, large = 12;
        var width = (Width - gap * (across - 1)) / across;
        foreach (var some in boxes.Chunk(across))
        {
            var texts = some.Select(box => setter.Break(box.Text, Body, width - 2 * pad)).ToList();
            var height = large * Leading + texts.Max(lines => lines.Count) * Body * Leading + 2 * pad;
            Need(height);
            foreach (var (at, box) in some.Index())
            {
                var x = Margin + at * (width + gap);
                Page.Fill(x, Y, width, height, _card);
                Put(setter.Break([box.Strong], large, width - 2 * pad)[0], x + pad, Y + pad, large, Tint.Ink);
                foreach (var (row, line) in texts[at].Index())
                    Put(line, x + pad, Y + pad + large * Leading + row * Body * Leading, Body, Tint.Pale);
            }
            Skip(height + gap);
        }
    }

    /// <summary>A section.</summary>
    public void Add(Section section)
    {
        const double large = 12, least = 90;
        if (Y > Margin) Skip(12);
        Need(least);
        Contents.Add((section.Heading, Pages.Count - 1));
        Add([new(section.Heading, Tone.Strong)], large);
        if (section.About != "") Add([new(section.About)], Body, Tint.Pale);
        Skip(4);
        foreach (var block in section.Blocks) Add(block);
    }

    private void Add(Block block)
    {
        switch (block)
        {
            case Block.Text text:
                Add([new(text.Says)], Body, Tint.Pale);
                Skip(5);
                break;
            case Block.Subheading heading:
                Skip(5);
                Need(60);
                Add([new(heading.Says, Tone.Strong)], 9.5);
                Skip(2);
                break;
            case Block.Bullets list:
                AddBullets(list.Lines);
                break;
            case Block.Table table:
                new PaperTable(this, setter, table).Add();
                Skip(9);
                break;
            case Block.Drawing { Picture: var picture }:
                var scale = Math.Min(.75, Width / picture.Width);
                Need(picture.Height * scale);
                foreach (var mark in picture.Marks) Draw(mark, scale);
                Skip(picture.Height * scale + 5);
                break;
        }
    }

    /// <summary>A line of text anywhere on the page.</summary>
    public void Put(TextLine line, double x, double top, double size, Tint tint)
    {
        foreach (var stretch in line.Stretches)
            Page.Set(x + stretch.X, top + size * Baseline, stretch.Size, stretch.Tone switch
            {
                Tone.Good => _good,
                Tone.Bad => _bad,
                Tone.Dim or Tone.Grade => _pale,
                _ => tint == Tint.Pale ? _pale : _ink,
            }, stretch.Tone is Tone.Strong or Tone.Good or Tone.Bad or Tone.Open, stretch.Signs);
    }

    /// <summary>A rule across a part of the sheet's width.</summary>
    public void Rule(double x, double y, double width, double thickness) =>
        Page.Line(x, y, x + width, y, thickness, _rule);

    /// <summary>Words of a picture, shortened to the sheet.</summary>
    private void Draw(Mark.Words words, double scale, double size)
    {
        var (x, columns, text) = (words.X * scale, CellWidth.Of(words.Text), words.Text);
        var room = words.Anchor == Anchor.End ? x : Width - x;
        while (columns > 1 && setter.WidthOf(text, size) > room) text = CellWidth.Shortened(words.Text, --columns);
        foreach (var line in setter.Break([new(text)], size, double.PositiveInfinity))
            Put(line, Margin + x - line.Width * words.Anchor switch
            {
                Anchor.Start => 0,
                Anchor.Middle => .5,
                _ => 1,
            }, Y + words.Y * scale - size * Baseline, size, words.IsName ? Tint.Ink : Tint.Pale);
    }

    private void Draw(Mark mark, double scale)
    {
        const double letters = 11, across = 1.4;
        switch (mark)
        {
            case Mark.Area area:
                var colour = Colour.Of(SeriesColour.Of(area.Series));
                Page.Fill(Margin + area.X * scale, Y + area.Y * scale, area.Width * scale, area.Height * scale,
                    area.IsPale ? colour.Over(SeriesColour.Pale) : colour);
                break;
            case Mark.Line line:
                Page.Line(Margin + line.X1 * scale, Y + line.Y1 * scale, Margin + line.X2 * scale, Y + line.Y2 * scale,
                    (line.IsGrid ? across / 2 : across) * scale, line.IsGrid ? _rule : _ink);
                break;
            case Mark.Words words:
                Draw(words, scale, letters * scale);
                break;
        }
    }
}

/// <summary>What plain text is printed in.</summary>
internal enum Tint
{
    /// <summary>Black.</summary>
    Ink,

    /// <summary>Grey.</summary>
    Pale,
}
