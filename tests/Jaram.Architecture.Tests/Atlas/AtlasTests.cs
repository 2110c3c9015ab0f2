using System.Globalization;
using Jaram.Architecture.Atlas;

namespace Jaram.Architecture.Tests.Atlas;

/// <summary>What the entries of atlas/ say, against what their makers and others say.</summary>
public sealed class AtlasTests
{
    private const double Tolerance = 0.01;

    public static TheoryData<string> Files => Shelf.Files;

    [Theory, MemberData(nameof(Files))]
    public void An_entry_reads_bears_its_files_name_and_is_written_as_it_reads(string file)
    {
        var entry = Shelf.Read(file);
        Assert.Equal(Path.GetFileNameWithoutExtension(file), entry.Name.ToLowerInvariant());
        Assert.Equal(entry, Blueprint.Read(entry.Write(), file));
        Assert.Equal(File.ReadAllText(file), System.Text.Encoding.UTF8.GetString(entry.Write()));
    }

    [Fact]
    public void Published_counts_are_met_within_a_hundredth_and_exceptions_say_why()
    {
        var exceptions = Shelf.Rows("exceptions.tsv").ToDictionary(row => $"{row[0]} {row[1]}", row => row[2]);
        var missed = Shelf.All.SelectMany(Published).Where(c => Math.Abs(c.Off) > Tolerance).ToList();
        Assert.Equal(exceptions.Keys.Order(StringComparer.Ordinal), missed.Select(c => c.Key).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(exceptions.Values, string.IsNullOrWhiteSpace);
    }

    [Fact]
    public void Caches_are_those_of_the_reference_table() =>
        Assert.All(Shelf.Rows("cache.tsv"), row =>
        {
            var kept = BlueprintCount.Of(Shelf.Of(row[0])).Kept;
            long[] counted = [2 * kept.PerToken, 2 * kept.Windowed, kept.Indexed, 4 * kept.Recurrent];
            foreach (var (said, ours) in row.Skip(1).Zip(counted).Where(pair => pair.First != "-"))
                Assert.Equal($"{row[0]} {said}", string.Create(CultureInfo.InvariantCulture, $"{row[0]} {ours}"));
        });

    private static IEnumerable<(string Key, double Off)> Published(Blueprint entry)
    {
        if (entry.Published is not { } said) yield break;
        var count = BlueprintCount.Of(entry);
        if (said.Total > 0)
            yield return ($"{entry.Name} total", Off(count.Parameters - (said.TotalHoldsAhead ? 0 : count.Ahead), said.Total));
        if (said.Active > 0)
            yield return ($"{entry.Name} active",
                Off(count.ActiveParameters - (said.ActiveLeavesEmbedding ? count.Embedding : 0), said.Active));
    }

    private static double Off(long counted, long said) => (double)counted / said - 1;
}
