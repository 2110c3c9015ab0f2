namespace Jaram.Training.Data;

/// <summary>Reads text from files: .txt, .jsonl (.ndjson, .json) and .parquet, each also as .gz or .zst.</summary>
public static class CorpusReader
{
    private const int SampleBytes = 1 << 20, SmallFile = 64 << 10, ManyLines = 100;

    /// <summary>Looks at every file, then streams its documents: no more than one document or row group is in memory.
    /// Files come in the order of the paths, those of a folder or pattern in ordinal order of their names.</summary>
    /// <param name="paths">Files, folders with all below them, patterns with *, ? and **.</param>
    /// <param name="options">How plain text is divided.</param>
    /// <exception cref="DataException">A file is missing, empty, unreadable, binary or of an unknown kind, by name.
    /// While reading also: not UTF-8, broken JSON or Parquet, with the place.</exception>
    public static Corpus Read(IEnumerable<string> paths, ReadingOptions options)
    {
        var found = CorpusPaths.Find(paths);
        var known = found.ToLookup(file => file.Named || Kind(file.Path) is not null);
        CorpusFile[] files = [.. known[true].Select(file => Look(file, options))];
        if (files.Length == 0)
            throw new DataException($"{found[0].Name} and the other files there have no ending that says text; "
                + "files must end in .txt, .jsonl or .parquet, with .gz or .zst after it if compressed");
        string[] skipped = [.. known[false].Select(file => file.Name)];
        return new(files, skipped, files.SelectMany(file => Documents(file, options)));
    }

    private static IEnumerable<Document> Documents(CorpusFile file, ReadingOptions options)
    {
        if (file.Layout == Layout.Parquet) return ParquetDocuments.Read(file);
        var lines = Lines(file);
        return file.Layout == Layout.JsonLines
            ? JsonDocuments.Read(file, lines)
            : TextDocuments.Divide(file, lines, options.PassageCharacters);
    }

    private static IEnumerable<string> Lines(CorpusFile file)
    {
        using var stream = Decompression.Open(file);
        foreach (var line in new Utf8Lines(stream, file.Name).Read()) yield return line;
    }

    /// <summary>Settles how a file is read, after a look at its start.</summary>
    private static CorpusFile Look(FoundFile found, ReadingOptions options)
    {
        var kind = Kind(found.Path) ?? throw new DataException($"{found.Name}: the ending says no kind of text known "
            + "here; it must be .txt, .jsonl or .parquet, with .gz or .zst after it if compressed");
        // Pipes and devices have no length: to open one could wait for ever, and a corpus is read twice.
        if (Decompression.Guard(found.Name, () => Length(found.Path)) == 0)
            throw new DataException(
                $"{found.Name}: is empty, or no file but a pipe or device; leave it out or fill it");
        var file = new CorpusFile(found.Name, kind, CompressionOf(found.Path)) { Path = found.Path };
        var sample = Sample(file, kind == Layout.Auto ? SampleBytes : 1);
        if (sample.Length == 0) throw new DataException($"{file.Name}: is empty; leave it out or fill it");
        if (kind != Layout.Auto) return file;
        // Binary files are refused here, before hours of reading.
        foreach (var _ in new Utf8Lines(new MemoryStream(sample[..Whole(sample)]), file.Name).Read()) { }
        return file with { Layout = options.Text == Layout.Auto ? Guess(sample) : options.Text };
    }

    /// <summary>The rule that <see cref="Layout.Auto"/> tells.</summary>
    private static Layout Guess(byte[] sample)
    {
        var (lines, blank) = (0, 0);
        foreach (var line in sample.AsSpan().TrimEnd(" \t\r\n"u8).Split((byte)'\n'))
        {
            lines++;
            if (sample.AsSpan(line).Trim(" \t\r"u8).IsEmpty) blank++;
        }
        return lines >= ManyLines && blank * 100 < lines ? Layout.Lines
            : sample.Length <= SmallFile ? Layout.WholeFile
            : Layout.Paragraphs;
    }

    private static byte[] Sample(CorpusFile file, int bytes)
    {
        using var stream = Decompression.Open(file);
        var sample = new byte[bytes];
        var read = Decompression.Guard(file.Name, () => stream.ReadAtLeast(sample, bytes, throwOnEndOfStream: false));
        return sample[..read];
    }

    private static long Length(string path) =>
        ((FileInfo?)File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path)).Length;

    /// <summary>The sample up to its last whole line, since its end may cut a character.</summary>
    private static int Whole(byte[] sample) =>
        sample.Length < SampleBytes ? sample.Length : sample.AsSpan().LastIndexOf((byte)'\n') + 1;

    /// <summary>By the ending before .gz or .zst; Auto for plain text, null for a kind not known.</summary>
    private static Layout? Kind(string path)
    {
        if (CompressionOf(path) != Compression.None) path = Path.ChangeExtension(path, null);
        return Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".TXT" => Layout.Auto,
            ".JSONL" or ".NDJSON" or ".JSON" => Layout.JsonLines,
            ".PARQUET" => Layout.Parquet,
            _ => null,
        };
    }

    private static Compression CompressionOf(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".GZ" => Compression.Gzip,
        ".ZST" => Compression.Zstandard,
        _ => Compression.None,
    };
}
