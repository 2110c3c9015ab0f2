using System.Text;

namespace Jaram.Training.Data;

/// <summary>Divides the lines of a plain text into documents.</summary>
internal static class TextDocuments
{
    /// <param name="file">Its layout is Lines, Paragraphs or WholeFile.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="passageCharacters">Paragraphs are gathered until a document has so many.</param>
    public static IEnumerable<Document> Divide(CorpusFile file, IEnumerable<string> lines, int passageCharacters) =>
        file.Layout switch
        {
            Layout.Lines => lines.Index().Where(line => !string.IsNullOrWhiteSpace(line.Item))
                .Select(line => Of(file, line.Index + 1, line.Item)),
            Layout.Paragraphs => Passages(file, lines, passageCharacters),
            _ => [Of(file, 1, string.Join('\n', lines).TrimEnd('\n'))],
        };

    private static IEnumerable<Document> Passages(CorpusFile file, IEnumerable<string> lines, int passageCharacters)
    {
        var passage = new StringBuilder();
        var (first, number, blank) = (0L, 0L, false);
        foreach (var line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                blank = passage.Length > 0;
                continue;
            }
            if (blank && passage.Length >= passageCharacters)
            {
                yield return Of(file, first, passage.ToString());
                passage.Clear();
            }
            if (passage.Length == 0) first = number;
            else passage.Append(blank ? "\n\n" : "\n");
            passage.Append(line);
            blank = false;
        }
        if (passage.Length > 0) yield return Of(file, first, passage.ToString());
    }

    private static Document Of(CorpusFile file, long line, string text) =>
        new() { Content = new Content.Prose(text), Place = new(file.Name, line) };
}
