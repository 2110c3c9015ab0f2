using System.IO.Compression;
using System.Runtime.CompilerServices;
using Jaram.Training.Data;
using Parquet.Schema;
using Parquet;

namespace Jaram.Training.Tests.Data;

public sealed class ParquetDocumentsTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("text.parquet")]
    [InlineData("text.parquet.gz")]
    [InlineData("text.parquet.zst")]
    public void A_table_by_another_writer_is_read_row_by_row(string name)
    {
        var bytes = File.ReadAllBytes(Golden("text.parquet"));
        if (name != "text.parquet")
        {
            using var packed = new MemoryStream();
            using (Stream stream = name.EndsWith(".gz", StringComparison.Ordinal)
                ? new GZipStream(packed, CompressionLevel.Fastest)
                : new ZstdSharp.CompressionStream(packed)) stream.Write(bytes);
            bytes = packed.ToArray();
        }
        _scratch.Write(name, bytes);
        Assert.Equal(
            [
                new() { Content = new Content.Prose("안녕"), Place = new(name, 1), Language = "ko", Licence = "CC0-1.0" },
                new() { Content = new Content.Prose("كتاب"), Place = new(name, 2), Language = "ar", Licence = "MIT" },
                new Document { Content = new Content.Prose("third"), Place = new(name, 3), Licence = "MIT" },
            ], CorpusReader.Read([_scratch[name]], new()));
    }

    [Fact]
    public async Task Lists_of_messages_become_turns()
    {
        await WriteMessages("m.parquet", ["user", "assistant", "user"], ["몇 시?", "세 시.", "hi"], [4, 4, 1, 0, 4],
            [0, 1, 0, 0, 0]);
        var read = CorpusReader.Read([_scratch["m.parquet"]], new()).Select(document => document.Content.Text);
        Assert.Equal(["user: 몇 시?\nassistant: 세 시.", "", "", "user: hi"], read);
    }

    [Fact]
    public async Task A_role_that_is_not_known_is_refused_with_its_row()
    {
        await WriteMessages("m.parquet", ["user", "tool"], ["a", "b"], [4, 4], [0, 0]);
        Assert.Equal("m.parquet:2: a message has the role \"tool\", it must be system, user or assistant",
            Refused("m.parquet"));
    }

    [Fact]
    public async Task Tables_that_cannot_be_read_say_why()
    {
        await Write("other.parquet", new DataField<string>("body"), ["x"]);
        Assert.Equal("other.parquet: has neither a column \"text\" nor \"messages\" with \"role\" and \"content\" "
            + "but body; rename the column that holds the text", Refused("other.parquet"));
        await Write("null.parquet", new DataField<string>("text"), ["x", null]);
        Assert.Equal("null.parquet:2: \"text\" is null, it must be a string", Refused("null.parquet"));
        File.Copy(Golden("binary.parquet"), _scratch["binary.parquet"]);
        Assert.Equal("binary.parquet: column \"text\" is not UTF-8 in row 2 of a row group; write it as strings",
            Refused("binary.parquet"));
        File.Copy(Golden("messages-v2.parquet"), _scratch["v2.parquet"]);
        Assert.Equal("v2.parquet: has lists in version 2 data pages, which cannot be read yet; "
            + "write it with version 1 data pages (the default of pyarrow), or as .jsonl", Refused("v2.parquet"));
        _scratch.Write("no.parquet", "this is no table at all");
        Assert.Matches("^no.parquet: is no sound Parquet file: .*; write or copy it again$", Refused("no.parquet"));
        _scratch.Write("cut.parquet", File.ReadAllBytes(Golden("text.parquet"))[..400]);
        Assert.Matches("^cut.parquet: is no sound Parquet file: .*; write or copy it again$", Refused("cut.parquet"));
    }

    private string Refused(string name) => _scratch.Refusal(() => CorpusReader.Read([_scratch[name]], new()));

    private async Task Write(string name, DataField column, string?[] values)
    {
        await using var file = File.Create(_scratch[name]);
        await using var writer = await ParquetWriter.CreateAsync(new(column), file);
        using var group = writer.CreateRowGroup();
        await group.WriteAsync(column, values);
    }

    private async Task WriteMessages(string name, string[] roles, string[] contents, int[] defined, int[] repeated)
    {
        var (role, content) = (new DataField<string>("role"), new DataField<string>("content"));
        var schema = new ParquetSchema(new ListField("messages", new StructField("element", role, content)));
        await using var file = File.Create(_scratch[name]);
        await using var writer = await ParquetWriter.CreateAsync(schema, file);
        using var group = writer.CreateRowGroup();
        await group.WriteAllPartsAsync<ReadOnlyMemory<char>>(role, Memories(roles), defined, repeated, default);
        await group.WriteAllPartsAsync<ReadOnlyMemory<char>>(content, Memories(contents), defined, repeated, default);
    }

    private static ReadOnlyMemory<char>[] Memories(string[] values) =>
        Array.ConvertAll(values, value => value.AsMemory());

    private static string Golden(string name, [CallerFilePath] string file = "") =>
        Path.Combine(Path.GetDirectoryName(file)!, "..", "golden", name);
}
