using Jaram.Training.Data;

namespace Jaram.Training.Tests.Data;

/// <summary>The whole way with real text, if there is some.</summary>
public sealed class RealTextTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("english/tinyshakespeare.txt", Layout.Paragraphs, Script.Latin, 0.9)]
    [InlineData("arabic/tashkeela.txt", Layout.Lines, Script.Arabic, 0.9)]
    [InlineData("indonesian/gsd.txt", Layout.Lines, Script.Latin, 0.95)]
    [InlineData("nsmc/reviews.txt", Layout.Lines, Script.Hangul, 0.9)]
    public void Real_text_is_divided_as_a_person_would_and_nearly_all_stays(
        string name, Layout layout, Script script, double leastKept)
    {
        var folder = Environment.GetEnvironmentVariable("JARAM_DATA");
        if (folder is null) Assert.Skip("JARAM_DATA names no folder with real text");
        var corpus = CorpusReader.Read([Path.Combine(folder, name)], new());
        var cleaner = new Cleaner(new() { Scripts = [script] });
        using (var writer = new ShardWriter(_scratch["shards"], Scratch.Bytes(), new()))
        {
            foreach (var document in cleaner.Keep(corpus)) writer.Add(document);
            writer.Finish(cleaner.Report);
        }
        using var shards = ShardFolder.Open(_scratch["shards"]);
        shards.Verify();
        Assert.Equal(layout, corpus.Files.Single().Layout);
        Assert.InRange(shards.Documents, cleaner.Report.Read.Documents * leastKept, cleaner.Report.Read.Documents);
        var batches = new Batches(shards, 8, 256, seed: 1);
        var batch = batches.At(batches.RowsPerEpoch / 16);
        Assert.Equal(8 * 256, batch.Predicted + batch.Targets.Count(id => id == Batch.NoTarget));
    }
}
