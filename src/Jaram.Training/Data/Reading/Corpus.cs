using System.Collections;
using System.Text.Json.Serialization;

namespace Jaram.Training.Data;

/// <summary>A stream of documents that can be read again from the start, and the files behind it.</summary>
public sealed class Corpus : IEnumerable<Document>
{
    private readonly IEnumerable<Document> _documents;

    internal Corpus(IReadOnlyList<CorpusFile> files, IReadOnlyList<string> skipped, IEnumerable<Document> documents) =>
        (Files, Skipped, _documents) = (files, skipped, documents);

    /// <summary>The files in reading order; none for documents made by a program.</summary>
    public IReadOnlyList<CorpusFile> Files { get; }

    /// <summary>Names of files in folders that were passed over because of their ending.</summary>
    public IReadOnlyList<string> Skipped { get; }

    /// <summary>A corpus of documents made by a program.</summary>
    public static Corpus Of(IEnumerable<Document> documents) => new([], [], documents);

    /// <summary>The same documents; those that name no licence of their own get this one.</summary>
    public Corpus Under(string licence) => new(Files, Skipped, _documents.Select(document =>
        document.Licence == "" ? document with { Licence = licence } : document));

    /// <inheritdoc/>
    public IEnumerator<Document> GetEnumerator() => _documents.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>One file of a corpus.</summary>
/// <param name="Name">Below the folder or pattern it was found by, with / and that folder's own name in front.</param>
/// <param name="Layout">How it is divided into documents; never <see cref="Data.Layout.Auto"/>.</param>
/// <param name="Compression">What must be undone first.</param>
public sealed record CorpusFile(string Name, Layout Layout, Compression Compression)
{
    /// <summary>Where it is on this machine.</summary>
    [JsonIgnore]
    internal string Path { get; init; } = "";
}

/// <summary>How a file is divided into documents.</summary>
public enum Layout
{
    /// <summary>For .txt, told from the first MiB of the file: <see cref="Lines"/> if it has 100 lines or more and
    /// fewer than 1 in 100 of them are blank; else <see cref="WholeFile"/> if it is all there in 64 KiB; else
    /// <see cref="Paragraphs"/>.</summary>
    Auto,

    /// <summary>Every line that is not blank is a document.</summary>
    Lines,

    /// <summary>Paragraphs (blank lines divide them) are gathered to <see
    /// cref="ReadingOptions.PassageCharacters"/>.</summary>
    Paragraphs,

    /// <summary>The file is one document.</summary>
    WholeFile,

    /// <summary>Every line is a JSON object with "text" or "messages" (.jsonl, .ndjson, .json).</summary>
    JsonLines,

    /// <summary>Every row is a document, in a column "text" or "messages" (.parquet).</summary>
    Parquet,
}

/// <summary>How a file is compressed, told by its last ending.</summary>
public enum Compression
{
    /// <summary>Not.</summary>
    None,

    /// <summary>.gz</summary>
    Gzip,

    /// <summary>.zst</summary>
    Zstandard,
}
