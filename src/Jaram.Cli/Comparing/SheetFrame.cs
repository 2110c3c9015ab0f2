// What stands around every page: it needs nothing else, and forbids itself to load anything.
// Source: ours; HTML Living Standard; Content Security Policy Level 3.

namespace Jaram.Cli.Comparing;

/// <summary>A page that is written as one file.</summary>
internal sealed record SheetFrame
{
    /// <summary>What kind of page it is, in a line.</summary>
    public required string Kind { get; init; }

    /// <summary>Its title, escaped.</summary>
    public required string Title { get; init; }

    /// <summary>What stands under the title.</summary>
    public required string Header { get; init; }

    /// <summary>Its sections.</summary>
    public required IEnumerable<string> Sections { get; init; }

    /// <summary>The command that makes it again.</summary>
    public required string Again { get; init; }

    /// <summary>Styles of its own.</summary>
    public string Css { get; init; } = "";

    /// <summary>The whole page.</summary>
    public string ToHtml(Desk desk) => Document(desk.Say("en", "ko"), Title, Css, $"""
        <header>
        <p class="kind">{Kind}</p>
        <h1>{Title}</h1>
        {Header}
        </header>
        <main>
        {Html.Lines(Sections)}
        </main>
        <footer>
        <p>{desk.Say("Make it again", "다시 만들기")}: <code>{Html.Escaped(Again)}</code></p>
        </footer>
        """);

    /// <summary>A document around a body.</summary>
    /// <param name="language">The language of what has none of its own.</param>
    /// <param name="title">Escaped.</param>
    /// <param name="css">Styles of its own.</param>
    /// <param name="body">What stands in it.</param>
    public static string Document(string language, string title, string css, string body) => $"""
        <!doctype html>
        <html lang="{language}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>{title}</title>
        <style>
        {SheetStyle.Css}
        {css}
        </style>
        </head>
        <body>
        {body}
        </body>
        </html>

        """;
}
