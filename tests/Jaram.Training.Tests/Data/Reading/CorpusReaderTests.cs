using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Jaram.Training.Data;

namespace Jaram.Training.Tests.Data;

public sealed class CorpusReaderTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("a.txt")]
    [InlineData("a.txt.gz")]
    [InlineData("a.txt.zst")]
    [InlineData("a.jsonl")]
    [InlineData("a.jsonl.gz")]
    [InlineData("a.json.zst")]
    public void Texts_come_back_whatever_the_file(string name)
    {
        string[] texts = ["안녕하세요", "كتاب", "plain \"quoted\" \\ text", new string('x', 200_000)];
        var json = name.Contains("json", StringComparison.Ordinal);
        var lines = texts.Select(text => json ? $$"""{"text": {{JsonSerializer.Serialize(text)}}}""" : text);
        _scratch.Write(name, Packed(name, string.Join('\n', lines)));
        var read = Read(new() { Text = Layout.Lines }, name).ToList();
        Assert.Equal(texts, read.Select(document => document.Content.Text));
        Assert.Equal([1, 2, 3, 4], read.Select(document => document.Place.Line));
    }

    [Fact]
    public void Line_ends_of_any_kind_and_a_byte_order_mark_fall_away()
    {
        _scratch.Write("a.txt", "\uFEFF하나\r\n\r\n둘\n \t\n셋");
        Assert.Equal([("하나", 1), ("둘", 3), ("셋", 5)],
            Read(new() { Text = Layout.Lines }, "a.txt").Select(d => (d.Content.Text, (int)d.Place.Line)));
    }

    [Fact]
    public void Paragraphs_are_gathered_until_there_are_enough_characters()
    {
        _scratch.Write("a.txt", "one\ntwo\n\n\nthree\n\nfour\n\nfive\n");
        Assert.Equal(["one\ntwo\n\nthree", "four\n\nfive"],
            Texts(new() { Text = Layout.Paragraphs, PassageCharacters = 8 }, "a.txt"));
        Assert.Equal(["one\ntwo", "three", "four", "five"],
            Texts(new() { Text = Layout.Paragraphs, PassageCharacters = 0 }, "a.txt"));
        Assert.Equal([1, 5, 7, 9], Read(new() { Text = Layout.Paragraphs, PassageCharacters = 0 }, "a.txt")
            .Select(d => d.Place.Line));
    }

    [Fact]
    public void A_whole_file_is_one_document()
    {
        _scratch.Write("a.txt", "one\r\n\r\ntwo\r\n");
        Assert.Equal(["one\n\ntwo"], Texts(new() { Text = Layout.WholeFile }, "a.txt"));
    }

    [Fact]
    public void Auto_tells_records_from_an_essay_from_a_book()
    {
        var essay = "A heading\n\n" + string.Concat(Enumerable.Repeat("A paragraph.\n", 20));
        _scratch.Write("records.txt", string.Concat(Enumerable.Range(0, 150).Select(n => $"record {n}\n")));
        _scratch.Write("few.txt", string.Concat(Enumerable.Range(0, 99).Select(n => $"line {n}\n")));
        _scratch.Write("essay.txt", essay);
        _scratch.Write("book.txt", string.Concat(Enumerable.Repeat(essay, 300)));
        Assert.Equal([Layout.Paragraphs, Layout.WholeFile, Layout.WholeFile, Layout.Lines],
            CorpusReader.Read([_scratch.Folder], new()).Files.Select(file => file.Layout));
    }

    [Fact]
    public void Folders_and_patterns_give_files_in_ordinal_order_each_once()
    {
        string[] names = ["b.txt", "a/z.txt", "a/y.jsonl", "B.txt", "picture.png", ".hidden.txt"];
        foreach (var name in names) _scratch.Write($"in/{name}", "{}");
        Assert.Equal(["in/B.txt", "in/a/y.jsonl", "in/a/z.txt", "in/b.txt"], Names("in"));
        Assert.Equal(["in/picture.png"], CorpusReader.Read([_scratch["in"]], new()).Skipped);
        Assert.Equal(["in/B.txt", "in/a/z.txt", "in/b.txt"], Names("in/**/*.txt"));
        Assert.Equal(["in/B.txt", "in/b.txt"], Names("in/?.txt"));
        Assert.Equal(["a/y.jsonl", "a/z.txt"], Names("in/a/*"));
        Assert.Equal(["b.txt", "in/B.txt"], Names("in/b.txt", "in/B*"));
        Assert.Equal(["in/b.txt", "in/B.txt"], Names("in/b*", "in/?.txt"));
    }

    [Fact]
    public void A_corpus_can_be_read_twice()
    {
        _scratch.Write("a.txt", "one\ntwo");
        var corpus = CorpusReader.Read([_scratch["a.txt"]], new());
        Assert.Equal(corpus.ToList(), corpus.ToList());
    }

    [Theory]
    [InlineData("a.txt", "", "a.txt: is empty, or no file but a pipe or device; leave it out or fill it")]
    [InlineData("a.jsonl", "", "a.jsonl: is empty, or no file but a pipe or device; leave it out or fill it")]
    [InlineData("a.tsv", "x",
        "a.tsv: the ending says no kind of text known here; it must be .txt, .jsonl or .parquet, with .gz or "
        + ".zst after it if compressed")]
    [InlineData("a.txt", "ok\nab\0c",
        "a.txt: byte 5 is 0x00, so this is no text; leave the file out, or convert it if it is UTF-16: "
        + "iconv -f UTF-16 -t UTF-8")]
    [InlineData("a.txt.gz", "no gzip", "a.txt.gz: is damaged: Error GZIP header, first magic byte doesn't match; "
        + "compress or copy it again")]
    [InlineData("a.txt.zst", "no zstandard",
        "a.txt.zst: is damaged: Unknown frame descriptor; compress or copy it again")]
    public void A_file_that_is_no_text_is_refused_by_name(string name, string bytes, string error)
    {
        _scratch.Write(name, bytes);
        Assert.Equal(error, _scratch.Refusal(() => CorpusReader.Read([_scratch[name]], new())));
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_named()
    {
        _scratch.Write("a.txt", [.. "한글\nab"u8, 0xB0, 0xA1, .. "\n"u8]);
        const string Remedy = "is not UTF-8; convert the file first, old Korean files with: iconv -f CP949 -t UTF-8";
        Assert.Equal($"a.txt: byte 9 (0xB0) {Remedy}",
            _scratch.Refusal(() => CorpusReader.Read([_scratch["a.txt"]], new())));
        _scratch.Write("late.txt", [.. Enumerable.Repeat((byte)'\n', 3 << 20), 0xFF]);
        Assert.Equal($"late.txt: byte 3145728 (0xFF) {Remedy}",
            _scratch.Refusal(() => Read(new() { Text = Layout.Lines }, "late.txt")));
    }

    [Theory]
    [InlineData(".gz")]
    [InlineData(".zst")]
    public void Compressed_files_joined_end_to_end_are_read_to_the_end(string ending)
    {
        _scratch.Write("a.txt" + ending, [.. Packed(ending, "one\ntwo\n"), .. Packed(ending, "three\n")]);
        Assert.Equal(["one", "two", "three"], Texts(new() { Text = Layout.Lines }, "a.txt" + ending));
    }

    [Theory]
    [InlineData(".gz")]
    [InlineData(".zst")]
    public void A_compressed_file_cut_short_is_refused(string ending)
    {
        var text = string.Concat(Enumerable.Range(0, 50_000).Select(n => $"{SplitMix.Mix((ulong)n)}\n"));
        _scratch.Write("a.txt" + ending, Packed(ending, text)[..^5000]);
        Assert.Matches($@"^a\.txt\{ending}: is damaged: .*; compress or copy it again$",
            _scratch.Refusal(() => Read(new() { Text = Layout.Lines }, "a.txt" + ending)));
    }

    [Fact]
    public void Paths_that_lead_nowhere_are_named()
    {
        Assert.Equal("~/no.txt: there is no such file or folder; check the spelling", Refused("no.txt"));
        Assert.Equal("~/no/*.txt: there is no folder ~/no; check the spelling", Refused("no/*.txt"));
        Assert.Equal("~: no file matches *.txt; check the pattern", Refused("*.txt"));
        Assert.Equal("no file to read; name a file, folder or pattern",
            _scratch.Refusal(() => CorpusReader.Read([], new())));
        _scratch.Write("x/same.txt", "1");
        _scratch.Write("y/same.txt", "2");
        Assert.Equal("~/y/same.txt and ~/x/same.txt would both be called same.txt; name the folder above them instead",
            Refused("x/same.txt", "y/same.txt"));
        _scratch.Write("pictures/a.png", "1");
        Assert.Equal("pictures/a.png and the other files there have no ending that says text; files must end in .txt, "
            + ".jsonl or .parquet, with .gz or .zst after it if compressed", Refused("pictures"));
    }

    [Fact]
    public void Plain_text_has_no_json_or_table_layout() =>
        Assert.Equal("plain text cannot be read as JsonLines; choose Auto, Lines, Paragraphs or WholeFile",
            _scratch.Refusal(() => _ = new ReadingOptions { Text = Layout.JsonLines }));

    [Fact]
    public void A_line_longer_than_the_limit_is_refused() =>
        Assert.Equal("a: the line at byte 3 is longer than 100000 bytes; divide it into several documents",
            _scratch.Refusal(() => new Utf8Lines(
                new MemoryStream(Encoding.UTF8.GetBytes("ab\n" + new string('x', 200_000))), "a", 100_000).Read()));

    private string Refused(params string[] names) =>
        _scratch.Refusal(() => CorpusReader.Read(names.Select(name => _scratch[name]), new()));

    private IEnumerable<string> Names(params string[] names) =>
        CorpusReader.Read(names.Select(name => _scratch[name]), new()).Files.Select(file => file.Name);

    private IEnumerable<string> Texts(ReadingOptions options, string name) =>
        Read(options, name).Select(document => document.Content.Text);

    private Corpus Read(ReadingOptions options, string name) => CorpusReader.Read([_scratch[name]], options);

    private static byte[] Packed(string name, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (Path.GetExtension(name) is not (".gz" or ".zst")) return bytes;
        using var packed = new MemoryStream();
        using (Stream stream = Path.GetExtension(name) == ".gz"
            ? new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)
            : new ZstdSharp.CompressionStream(packed, leaveOpen: true)) stream.Write(bytes);
        return packed.ToArray();
    }
}
