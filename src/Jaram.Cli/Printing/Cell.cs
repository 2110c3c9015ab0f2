// What a page says before it is drawn. The same content is put on a screen as HTML and on paper as PDF, so that neither
// says what the other does not.
// Source: ours.

namespace Jaram.Cli.Printing;

/// <summary>How a run of text is set.</summary>
internal enum Tone
{
    /// <summary>As it stands.</summary>
    Plain,

    /// <summary>A name of somebody's: its direction is its own.</summary>
    Name,

    /// <summary>Bold.</summary>
    Strong,

    /// <summary>Smaller and paler.</summary>
    Dim,

    /// <summary>How a number came about.</summary>
    Grade,

    /// <summary>What a machine reads: a path, a digest, a command.</summary>
    Code,

    /// <summary>An answer that is neither good nor bad.</summary>
    Open,

    /// <summary>A good answer.</summary>
    Good,

    /// <summary>A bad answer.</summary>
    Bad,
}

/// <summary>Text in one tone.</summary>
/// <param name="Text">Not escaped, as other people may have written it.</param>
/// <param name="Tone">How it is set.</param>
internal sealed record Run(string Text, Tone Tone = Tone.Plain);

/// <summary>Runs on a line, or lines, of their own.</summary>
/// <param name="Runs">From left to right, without spaces between them but their own.</param>
/// <param name="IsBullet">One of a list.</param>
internal sealed record Paragraph(IReadOnlyList<Run> Runs, bool IsBullet = false)
{
    /// <summary>A line of a list.</summary>
    public static Paragraph Bullet(string text) => new([new(text)], IsBullet: true);
}

/// <summary>A cell of a table.</summary>
/// <param name="Paragraphs">From top to bottom.</param>
/// <param name="IsNumber">Set to the right.</param>
/// <param name="Span">Columns that it takes.</param>
internal sealed record Cell(IReadOnlyList<Paragraph> Paragraphs, bool IsNumber = false, int Span = 1)
{
    /// <summary>A cell of one line.</summary>
    public static Cell Of(string text, Tone tone = Tone.Plain) => new([new([new(text, tone)])]);

    /// <summary>A cell of one line, set to the right.</summary>
    public static Cell Number(string text, Tone tone = Tone.Plain, int span = 1) =>
        new([new([new(text, tone)])], IsNumber: true, span);
}

/// <summary>A row of a table.</summary>
/// <param name="Cells">From left to right; columns beyond their spans stay empty.</param>
/// <param name="IsHeading">It stands over the rows that follow.</param>
internal sealed record Row(IReadOnlyList<Cell> Cells, bool IsHeading = false);
