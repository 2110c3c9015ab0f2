using System.Text;
using System.Text.Json;
using Jaram.Assay.Tasks;
using Jaram.Assay.Tasks.Asking;
using Jaram.Assay.Tasks.Recording;

namespace Jaram.Assay.Tests.Tasks;

/// <summary>The same model asked in three ways, in this process, over HTTP by us, and over HTTP as the harness asks, gives
/// the same numbers to the last bit.</summary>
public sealed class HarnessAgreementTests : IAsyncLifetime
{
    private const int Context = 2048;

    private static readonly string[][] _questions =
    [
        ["마을 사람들은 어디에서 물을 긷는가?", "우물", "방앗간", "집", "강가에 있는 오래된 나루터", "0"],
        ["the miller has a house beside the", "well", "mayor", "mill and all agreed", "village", "0"],
        ["다음 중 맞는 것은? ", "우물이 있다 🌙", "well", "사람들이 mill에서 산다", "a", "2"],
        ["أين يسكن الطحان؟", "بجانب البئر", "في الطاحونة", "في القرية", "بعيدًا", "0"],
        ["Which is it?\n\n", "and", "\u1112\u1161\u11ab", "밝은 달", "the village has a well and a mill", "3"],
    ];

    private readonly TaskFolder _folder = new();
    private TinyModel _served = null!;

    public async ValueTask InitializeAsync() => _served = await TinyModel.ServeAsync();

    public async ValueTask DisposeAsync()
    {
        await _served.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Choices_score_alike_in_the_process_over_HTTP_and_as_the_harness_drives_it()
    {
        var task = _folder.Task("choices", """
            output_type: multiple_choice
            doc_to_text: "{{question}}"
            doc_to_choice: "{{[a, b, c, d]}}"
            doc_to_target: "{{gold}}"
            metric_list: [{metric: acc}, {metric: acc_norm}, {metric: acc_bytes}, {metric: acc_mutual_info}]
            """, _questions.Select(Document));
        using var local = TinyModel.Local();
        using var endpoint = await _served.SubjectAsync();
        var here = await RunAsync(local, task, "here");
        var there = await RunAsync(endpoint, task, "there");
        Assert.Equal(here.Scores.Select(score => (score.Metric, score.Value, score.StandardError)),
            there.Scores.Select(score => (score.Metric, score.Value, score.StandardError)));
        Assert.Equal(Sums(here), Sums(there));

        using var harness = new HarnessClient(_served.Address, Context);
        var (acc, norm, bytes, sums) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        foreach (var question in _questions)
        {
            var one = await harness.ChooseAsync(question[0], question[1..5], int.Parse(question[5], null));
            acc.Add(one.Acc);
            norm.Add(one.Norm);
            bytes.Add(one.Bytes);
            sums.AddRange(one.Sums);
        }
        Assert.Equal(sums, Lines(here).OrderBy(line => line.GetProperty("doc_id").GetInt32()).SelectMany(line =>
            line.GetProperty("resps").EnumerateArray().Take(4).Select(said => said[0].GetDouble())));
        foreach (var (metric, all) in new[] { ("acc", acc), ("acc_norm", norm), ("acc_bytes", bytes) })
            Assert.Equal(HarnessClient.MeanOf(all),
                here.Scores.Where(score => score.Metric == metric).Select(score => (score.Value, score.StandardError)).Single());
    }

    /// <summary>The Naver sentiment movie corpus, its file as it was published, in a folder that JARAM_DATA names.</summary>
    [Fact]
    public async Task A_public_Korean_set_scores_alike_and_is_at_chance_for_random_weights()
    {
        const int Questions = 60;
        var file = Path.Combine(Environment.GetEnvironmentVariable("JARAM_DATA") ?? "", "nsmc", "sentiment.tsv");
        if (!File.Exists(file)) Assert.Skip("JARAM_DATA names no folder with nsmc/sentiment.tsv");
        string[] choices = ["부정적이다", "긍정적"];
        var task = PreparedTask.ReadAll([_folder.Write("nsmc.yaml", $$$"""
            task: nsmc
            dataset_path: csv
            dataset_kwargs: {data_files: {test: "{{{file}}}"}, delimiter: "\t", quoting: 3}
            test_split: test
            output_type: multiple_choice
            doc_to_text: "리뷰: {{text}}\n이 리뷰는"
            doc_to_choice: ["부정적이다", "긍정적"]
            doc_to_target: "{{label}}"
            metric_list: [{metric: acc}, {metric: acc_norm}, {metric: acc_bytes}]
            """)], "", null)[0];
        using var harness = new HarnessClient(_served.Address, Context);
        using var local = TinyModel.Local();
        using var endpoint = await _served.SubjectAsync();
        var (acc, norm, bytes, sums) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        foreach (var row in File.ReadLines(file).Skip(1).Take(Questions).Select(line => line.Split('\t')))
        {
            var one = await harness.ChooseAsync($"리뷰: {row[1]}\n이 리뷰는", choices, int.Parse(row[0], null));
            acc.Add(one.Acc);
            norm.Add(one.Norm);
            bytes.Add(one.Bytes);
            sums.AddRange(one.Sums);
        }
        foreach (var (subject, folder) in new (ISubject, string)[] { (local, "here"), (endpoint, "there") })
        {
            var found = await RunAsync(subject, task, folder, Questions);
            Assert.Equal(sums, Lines(found).OrderBy(line => line.GetProperty("doc_id").GetInt32()).SelectMany(line =>
                line.GetProperty("resps").EnumerateArray().Select(said => said[0].GetDouble())));
            foreach (var (metric, all) in new[] { ("acc", acc), ("acc_norm", norm), ("acc_bytes", bytes) })
                Assert.Equal(HarnessClient.MeanOf(all),
                    found.Scores.Where(score => score.Metric == metric).Select(score => (score.Value, score.StandardError)).Single());
            Assert.All(found.Scores, score => Assert.True(score.IsChance, $"{score}"));
        }
    }

    [Theory]
    [InlineData("마을에는 우물이 있고 ", "방앗간이 있고")]
    [InlineData("the village has a", " well")]
    [InlineData("the village has a w", "ell and a mill")]
    [InlineData("", "마을 사람들")]
    [InlineData("a  \t\n", " mill")]
    [InlineData("물을 긷", "는다.")]
    public async Task A_likelihood_is_the_harness_s_to_the_last_bit(string context, string continuation)
    {
        using var harness = new HarnessClient(_served.Address, Context);
        using var local = TinyModel.Local();
        using var endpoint = await _served.SubjectAsync();
        var wanted = await harness.LogLikelihoodAsync(context, continuation);
        foreach (ISubject subject in new ISubject[] { local, endpoint })
        {
            var found = await Likelihood.OfAsync(subject, context, continuation, TestContext.Current.CancellationToken);
            Assert.Equal(wanted, (found.LogLikelihood, found.IsGreedy));
        }
    }

    [Fact]
    public async Task A_context_that_is_too_long_loses_its_beginning_as_with_the_harness()
    {
        var context = string.Concat(Enumerable.Range(0, 900).Select(n => $"{n} well "));
        using var harness = new HarnessClient(_served.Address, Context);
        using var local = TinyModel.Local();
        var found = await Likelihood.OfAsync(local, context, "mill", TestContext.Current.CancellationToken);
        Assert.True(found.CutTokens > 0);
        Assert.Equal(await harness.LogLikelihoodAsync(context, "mill"), (found.LogLikelihood, found.IsGreedy));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2100)]
    [InlineData(4400)]
    public async Task A_whole_text_is_read_in_the_harness_s_windows(int words)
    {
        var text = string.Concat(Enumerable.Range(0, words).Select(n => n % 3 == 0 ? "우물 " : n % 3 == 1 ? "mill " : "x\n"));
        var task = _folder.Task("texts", """
            output_type: loglikelihood_rolling
            doc_to_target: "{{text}}"
            """, [JsonSerializer.Serialize(new { text }), JsonSerializer.Serialize(new { text = "마을의 우물  물" })]);
        using var harness = new HarnessClient(_served.Address, Context);
        using var local = TinyModel.Local();
        using var endpoint = await _served.SubjectAsync();
        var wanted = new[] { await harness.RollingAsync(text), await harness.RollingAsync("마을의 우물  물") };
        var (all, bytes) = (wanted.Sum(), Encoding.UTF8.GetByteCount(text) + Encoding.UTF8.GetByteCount("마을의 우물  물"));
        foreach (var (subject, folder) in new (ISubject, string)[] { (local, $"here{words}"), (endpoint, $"there{words}") })
        {
            var found = await RunAsync(subject, task, folder);
            Assert.Equal(wanted, Lines(found).OrderBy(line => line.GetProperty("doc_id").GetInt32())
                .Select(line => line.GetProperty("resps")[0][0].GetDouble()));
            Assert.Equal(["word_perplexity", "byte_perplexity", "bits_per_byte"], found.Scores.Select(score => score.Metric));
            Assert.Equal(-all / bytes / Math.Log(2), found.Scores[2].Value, 9);
            Assert.Equal(Math.Exp(-all / (words + 1 + 3)), found.Scores[0].Value, 1e-6 * found.Scores[0].Value);
            Assert.All(found.Scores, score => Assert.Null(score.Chance));
        }
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 4)]
    [InlineData(4, 4)]
    [InlineData(5, 4)]
    [InlineData(11, 4)]
    [InlineData(3, 1)]
    public void Windows_are_the_harness_s(int count, int most)
    {
        int[] tokens = [.. Enumerable.Range(1, count)];
        int[] all = [0, .. tokens];
        var wanted = HarnessClient.Windows(tokens, 0, most).Select(window =>
            (Start: window.Input[0], From: window.Predicted[0], End: window.Predicted[^1] + 1));
        Assert.Equal(wanted, RollingLikelihood.Windows(count, most).Select(window => (all[window.Start], window.From, window.End)));
    }

    [Fact]
    public async Task Answers_are_written_alike()
    {
        string[] until = ["\n\n", "우물"];
        using var harness = new HarnessClient(_served.Address, Context);
        using var local = TinyModel.Local();
        using var endpoint = await _served.SubjectAsync();
        foreach (var context in new[] { "the village", "마을 사람들은", "في القرية" })
        {
            var wanted = await harness.GenerateAsync(context, until, 40);
            foreach (ISubject subject in new ISubject[] { local, endpoint })
                Assert.Equal(wanted, (await subject.WriteAsync(context, new([.. until], 40, AskingManner.Text), TestContext.Current.CancellationToken)).Text);
        }
        var wish = new WritingWish(["\n"], 24, AskingManner.Chat);
        Assert.Equal((await endpoint.WriteAsync("마을", wish, TestContext.Current.CancellationToken)).Text, (await local.WriteAsync("마을", wish, TestContext.Current.CancellationToken)).Text);
    }

    private Task<TaskResult> RunAsync(ISubject subject, PreparedTask task, string folder, int limit = int.MaxValue) =>
        new Evaluation(subject, new(Path.Combine(_folder.Path, folder), limit, AskingManner.Text, JournalStart.GoOn))
            .RunAsync(task, (_, _) => { }, TestContext.Current.CancellationToken);

    private static List<string> Sums(TaskResult result) => [.. Lines(result)
        .OrderBy(line => line.GetProperty("doc_id").GetInt32()).Select(line => line.GetProperty("resps").GetRawText())];

    private static IEnumerable<JsonElement> Lines(TaskResult result) =>
        File.ReadLines(result.Journal).Skip(1).Select(line => JsonDocument.Parse(line).RootElement);

    private static string Document(string[] question) => JsonSerializer.Serialize(new
    {
        question = question[0], a = question[1], b = question[2], c = question[3], d = question[4],
        gold = int.Parse(question[5], null),
    });
}
