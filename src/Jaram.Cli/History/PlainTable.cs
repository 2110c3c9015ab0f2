using Spectre.Console;

namespace Jaram.Cli.History;

/// <summary>Tables as text: with lines on a screen, as Markdown where the output is read by others.</summary>
internal static class PlainTable
{
    private const int Widest = 4096;

    /// <summary>A table without rows.</summary>
    /// <param name="desk">Where the user sits.</param>
    /// <param name="words">Columns that hold words, at the left; the others hold figures.</param>
    /// <param name="heads">Heads of all columns.</param>
    public static Table Make(Desk desk, int words, IEnumerable<string> heads)
    {
        var table = new Table().Border(desk.Screen.MayPaint ? TableBorder.Rounded : TableBorder.Markdown);
        foreach (var (at, head) in heads.Index())
            table.AddColumn(new TableColumn(Markup.Escape(head))
                { Alignment = at < words ? Justify.Left : Justify.Right });
        return table;
    }

    /// <summary>Writes it, without empty lines and without spaces behind lines.</summary>
    public static void Write(Desk desk, Table table)
    {
        using var page = new StringWriter();
        var console = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(page),
        });
        console.Profile.Width = desk.Screen.Columns ?? Widest;
        console.Write(table);
        foreach (var line in page.ToString().Split('\n').Select(line => line.TrimEnd()).Where(line => line != ""))
            desk.Out.WriteLine(line);
    }
}
