using System.Diagnostics;

namespace Jaram.Tokenizers.Tests;

/// <summary>16 MB of Korean reviews, whole, with the time it took. Too slow for every day:
/// <c>JARAM_DATA=... dotnet run -c Release --project tests/Jaram.Tokenizers.Tests -- -explicit only -diagnostics</c>.
/// </summary>
public sealed class ReviewTests
{
    private const int Rounds = 5;

    [Fact(Explicit = true)]
    public void Every_review_is_learned_from_and_comes_back()
    {
        var data = Environment.GetEnvironmentVariable("JARAM_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(data), "Needs JARAM_DATA, the folder of real text.");
        var path = Path.Combine(data, "nsmc", "reviews.txt");
        var megabytes = new FileInfo(path).Length / 1e6;
        var reviews = File.ReadAllLines(path);

        Tokenizer? tokenizer = null;
        foreach (var threads in new[] { 1, 2 })
        {
            var recipe = new BpeRecipe { Vocabulary = 8192, Threads = threads };
            var best = Best(() => tokenizer = Texts.Train(reviews, recipe));
            Say($"training 8,192 tokens on {megabytes:F1} MB, {threads} thread(s): {best}");
        }
        Assert.Equal(8192, tokenizer!.Count);

        var ids = new List<int>();
        var coding = Best(() =>
        {
            var cold = Tokenizer.FromJson(tokenizer.ToJson());
            ids.Clear();
            foreach (var review in reviews) cold.Encode(review, ids);
        });
        Say($"encoding {megabytes:F1} MB to {ids.Count} ids, 1 thread, cache cold at first: {coding}");
        Assert.All(reviews, review =>
            Assert.Equal(Nfc.Normalize(review).ToString(), tokenizer.Decode(tokenizer.Encode(review))));

        string[] files = ["nsmc/reviews", "arabic/tashkeela", "english/tinyshakespeare", "indonesian/gsd"];
        var rows = files.Select(file => Fertility.Of(tokenizer, File.ReadLines(Path.Combine(data, file + ".txt")), file));
        Say($"{Fertility.Card(rows)}");
    }

    /// <summary>The least time of a few rounds: what the machine does besides only adds to it.</summary>
    private static string Best(Action work)
    {
        var (wall, processor) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        using var self = Process.GetCurrentProcess();
        for (var round = 0; round < Rounds; round++)
        {
            self.Refresh();
            var (before, clock) = (self.TotalProcessorTime, Stopwatch.StartNew());
            work();
            self.Refresh();
            wall = clock.Elapsed < wall ? clock.Elapsed : wall;
            processor = self.TotalProcessorTime - before is var used && used < processor ? used : processor;
        }
        return FormattableString.Invariant($"{wall.TotalSeconds:F2} s, {processor.TotalSeconds:F2} s of processor");
    }

    private static void Say(FormattableString line) =>
        TestContext.Current.SendDiagnosticMessage(FormattableString.Invariant(line));
}
