// Breaks text into lines. Lines break at spaces, as Korean is read best when words stay whole; a word that is longer
// than a line breaks behind a sign that joins parts of paths and commands, or anywhere if there is none.
// Source: ours.

namespace Jaram.Cli.Printing.Paper;

/// <summary>Glyphs of one tone on a line.</summary>
/// <param name="X">Where they begin, in points from the line's start.</param>
/// <param name="Size">In points.</param>
/// <param name="Tone">How they are set.</param>
/// <param name="Signs">The glyphs.</param>
internal sealed record Stretch(double X, double Size, Tone Tone, IReadOnlyList<Sign> Signs);

/// <summary>A line of text.</summary>
/// <param name="Width">In points.</param>
/// <param name="Stretches">From left to right.</param>
internal sealed record TextLine(double Width, IReadOnlyList<Stretch> Stretches);

/// <summary>Sets text in lines.</summary>
/// <param name="fonts">In which fonts.</param>
internal sealed class Typesetter(PaperFonts fonts)
{
    private const string Joints = "/-_.,:;=|)]}";

    /// <summary>Breaks runs into lines.</summary>
    /// <param name="runs">The text.</param>
    /// <param name="size">Of plain text, in points.</param>
    /// <param name="width">Of the lines, in points; no line is wider, unless one letter is.</param>
    public IReadOnlyList<TextLine> Break(IReadOnlyList<Run> runs, double size, double width)
    {
        List<Letter> letters = [.. runs.SelectMany(run => fonts.Signs(run.Text).Select(sign =>
        {
            var own = size * Scale(run.Tone);
            return new Letter(sign, run.Tone, own, own * fonts.Width(sign) / TrueTypeFont.Em);
        }))];
        List<TextLine> lines = [];
        for (var start = 0; start < letters.Count;)
        {
            var end = End(letters, start, width);
            lines.Add(Line(letters, start, end));
            start = end;
            while (start < letters.Count && letters[start].IsSpace) start++;
        }
        return lines;
    }

    /// <summary>The width of a text on one line.</summary>
    public double WidthOf(string text, double size) =>
        fonts.Signs(text).Sum(sign => size * fonts.Width(sign) / TrueTypeFont.Em);

    /// <summary>Where a line ends that starts at a letter.</summary>
    private static int End(List<Letter> letters, int start, double width)
    {
        var (filled, space, joint) = (0.0, -1, -1);
        for (var at = start; at < letters.Count; at++)
        {
            filled += letters[at].Width;
            if (letters[at].IsSpace)
            {
                space = at;
                continue;
            }
            if (filled > width) return space >= start ? space : joint >= start ? joint + 1 : Math.Max(at, start + 1);
            if (letters[at].IsJoint) joint = at;
        }
        return letters.Count;
    }

    private static TextLine Line(List<Letter> letters, int start, int end)
    {
        while (end > start && letters[end - 1].IsSpace) end--;
        List<Stretch> stretches = [];
        var x = 0.0;
        for (var at = start; at < end;)
        {
            var (from, begin) = (x, at);
            for (; at < end && letters[at].Tone == letters[begin].Tone; at++) x += letters[at].Width;
            stretches.Add(new(from, letters[begin].Size, letters[begin].Tone,
                [.. letters[begin..at].Select(letter => letter.Sign)]));
        }
        return new(x, stretches);
    }

    private static double Scale(Tone tone) => tone switch
    {
        Tone.Dim or Tone.Code => .88,
        Tone.Grade => .8,
        _ => 1,
    };

    private readonly record struct Letter(Sign Sign, Tone Tone, double Size, double Width)
    {
        public bool IsSpace => Sign.Rune.Value == ' ';

        public bool IsJoint => Sign.Rune.IsAscii && Joints.Contains((char)Sign.Rune.Value, StringComparison.Ordinal);
    }
}
