using System.Collections.Immutable;
using Jaram.Assay.Tasks;
using Jaram.Assay.Tasks.Describing;

namespace Jaram.Assay.Tests.Tasks;

/// <summary>Task files as they are published, and what is refused in them.</summary>
public sealed class TaskReaderTests : IDisposable
{
    private const string Choice = "output_type: multiple_choice\ndoc_to_text: \"{{q}}\"\ndoc_to_choice: [\"a\", \"b\"]\ndoc_to_target: gold";
    private const string Document = """{"q": "Q", "gold": 1}""";

    private readonly TaskFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("has metrics, answer_key, which Jaram does not know", "metrics: 1\nanswer_key: 2")]
    [InlineData("has !function utils.f, which is code; Jaram runs none", "process_docs: !function utils.f")]
    [InlineData("has process_results, which needs Python", "process_results: utils.f")]
    [InlineData("metric is 'f1', Jaram knows acc, acc_norm, acc_bytes, acc_mutual_info", "metric_list: [{metric: f1}]")]
    [InlineData("aggregation is 'median', Jaram knows mean", "metric_list: [{metric: acc, aggregation: median}]")]
    [InlineData("metric_list[0]: has weight, which Jaram does not know", "metric_list: [{metric: acc, weight: 2}]")]
    [InlineData("asks for sampled answers; Jaram's are greedy", "generation_kwargs: {do_sample: true}")]
    [InlineData("repeats is not 1", "repeats: 8")]
    [InlineData("sampler is 'balanced', Jaram knows default, first_n", "fewshot_config: {sampler: balanced}")]
    [InlineData("description is True, it must be a text; put it into quotes", "description: yes")]
    [InlineData("t.yaml, document 1: has 0 right choices, brier_score needs one", "metric_list: [{metric: brier_score}]", "2")]
    [InlineData("num_fewshot is 2, there are 1 documents to take examples from", "num_fewshot: 2")]
    [InlineData("has filter_list, which is for generate_until", "filter_list: [{name: x, filter: [{function: lowercase}]}]")]
    public void What_is_not_understood_is_refused_by_name(string says, string key, string gold = "1")
    {
        var document = Document.Replace("1}", $"{gold}}}", StringComparison.Ordinal);
        var wrong = Assert.Throws<EvaluationException>(() => _folder.Task("t", $"{Choice}\n{key}", document).Samples);
        Assert.Contains(says, wrong.Message, StringComparison.Ordinal);
        Assert.Contains("t.yaml", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', wrong.Message);
    }

    [Theory]
    [InlineData("the template speaks of 'wrong', the document has q, gold", "doc_to_text: \"{{wrong}}\"")]
    [InlineData("the template has the filter shuffle, Jaram knows abs", "doc_to_text: \"{{q|shuffle}}\"")]
    [InlineData("the template has {% include %}, Jaram knows if, for and set", "doc_to_text: \"{% include 'x' %}\"")]
    [InlineData("the template has no }} to end what it begins", "doc_to_text: \"{{q\"")]
    [InlineData("the template has a {% if %} without its {% endif %}", "doc_to_text: \"{% if q %}x\"")]
    [InlineData("doc_to_choice has False, which is no text; put it into quotes", "doc_to_choice: [no, yes]")]
    public void A_template_that_cannot_be_filled_says_where_and_why(string says, string key)
    {
        var keys = string.Join('\n', Choice.Split('\n').Where(line => line.Split(':')[0] != key.Split(':')[0]).Append(key));
        var wrong = Assert.Throws<EvaluationException>(() => _folder.Task("t", keys, Document).Samples);
        Assert.Contains(says, wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("doc_to_target gives 1 texts, and that is empty", "\"\"")]
    [InlineData("doc_to_target gives 2 texts;", "[\"a\", \"b\"]")]
    public void Of_whole_texts_one_is_scored(string says, string text)
    {
        var wrong = Assert.Throws<EvaluationException>(() => _folder.Task("t",
            "output_type: loglikelihood_rolling\ndoc_to_target: text", $$"""{"text": {{text}}}""").Samples);
        Assert.Contains($"t.yaml, document 1: {says}", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_stands_over_what_it_includes()
    {
        _folder.Write("_part.yaml", "output_type: multiple_choice\ndataset_path: json\ndataset_kwargs:\n  data_files: {test: d.jsonl}\n"
            + "test_split: test\ndoc_to_text: \"{{q}}\"\ndoc_to_choice: [\"a\"]\ndoc_to_target: 0\nmetadata: {version: 1.0}");
        _folder.Write("d.jsonl", Document);
        _folder.Write("one.yaml", "include: _part.yaml\ntask: one");
        _folder.Write("two.yaml", "include: _part.yaml\ntask: two\ndoc_to_choice: [\"a\", \"b\"]");
        _folder.Write("group.yaml", "group: all\ntask:\n  - one\n  - two");
        var tasks = PreparedTask.ReadAll([_folder.Path], "", null);
        Assert.Equal([("one", "1.0", 1), ("two", "1.0", 2)],
            tasks.Select(task => (task.Name, task.Version, task.Samples[0].Choices.Length)));
        Assert.Throws<EvaluationException>(() => PreparedTask.ReadAll([Path.Combine(_folder.Path, "_part.yaml")], "", null));
    }

    [Fact]
    public void A_group_brings_tasks_groups_and_tags_and_tells_what_it_misses()
    {
        _folder.Write("d.jsonl", Document);
        const string Part = "output_type: multiple_choice\ndataset_path: json\ndataset_kwargs:\n  data_files: {test: d.jsonl}\n"
            + "test_split: test\ndoc_to_text: \"{{q}}\"\ndoc_to_choice: [\"a\"]\ndoc_to_target: 0\n";
        foreach (var name in new[] { "one", "two", "three" })
            _folder.Write($"tasks/{name}.yaml", $"task: {name}\n{Part.Replace("d.jsonl", "../d.jsonl", StringComparison.Ordinal)}tag: [numbers]");
        _folder.Write("tasks/code.yaml", "task: code\nprocess_docs: !function utils.docs");
        var inner = _folder.Write("inner.yaml", "group: inner\ntask: [numbers]");
        var outer = _folder.Write("outer.yaml", """
            group: outer
            task: [one, inner, {task: two, num_fewshot: 0}, {group: deep, task: [three]}]
            aggregate_metric_list: [{metric: acc, aggregation: mean, weight_by_size: false}]
            metadata: {version: 2}
            """);
        Assert.Equal([("one", "inner"), ("three", "inner"), ("two", "inner")],
            PreparedTask.ReadAll([inner], "", null).Select(task => (task.Name, task.Groups.Single())).Order());
        Assert.Contains("2 tasks are called two", Refusal(outer), StringComparison.Ordinal);
        _folder.Write("outer.yaml", "group: outer\ntask: [one, inner, {group: deep, task: [three]}]");
        Assert.Equal([("one", "outer inner"), ("three", "outer inner deep"), ("two", "outer inner")],
            PreparedTask.ReadAll([outer], "", null).Select(task => (task.Name, string.Join(' ', task.Groups))).Order());
        _folder.Write("outer.yaml", "group: outer\ntask: [{task: inner, num_fewshot: 2, fewshot_split: test}, {task: numbers, num_fewshot: 1}]");
        Assert.Contains("2 tasks are called one", Refusal(outer), StringComparison.Ordinal);
        _folder.Write("outer.yaml", "group: outer\ntask: [{task: inner, num_fewshot: 2, fewshot_split: test}]");
        Assert.Equal([("one", 2), ("three", 2), ("two", 2)],
            PreparedTask.ReadAll([outer], "", null).Select(task => (task.Name, task.Shots)).Order());
        var beside = Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(_folder.Path, "tasks", "one.yaml"));
        Assert.Equal(3, PreparedTask.ReadAll([beside, inner], "", null).Length);
        _folder.Write("outer.yaml", "group: outer\ntask: [four]");
        Assert.Contains("outer.yaml: no file beside it has the task, group or tag four; 1 files could not be read, first ",
            Refusal(outer), StringComparison.Ordinal);
        _folder.Write("outer.yaml", "group: outer\ntask: [outer]");
        Assert.Contains("is one in itself?", Refusal(outer), StringComparison.Ordinal);
        _folder.Write("outer.yaml", "group: outer\ntask: [one]\nsize: 3");
        Assert.Contains("has size, which Jaram does not know", Refusal(outer), StringComparison.Ordinal);
        _folder.Write("outer.yaml", "group: outer\ntask: [one]\naggregate_metric_list: [{metric: acc, aggregation: median}]");
        Assert.Contains("aggregation is 'median', Jaram knows mean", Refusal(outer), StringComparison.Ordinal);
    }

    private static string Refusal(string path) =>
        Assert.Throws<EvaluationException>(() => PreparedTask.ReadAll([path], "", null)).Message;

    [Fact]
    public void Examples_stand_before_a_question_as_the_harness_lays_them_out()
    {
        var task = _folder.Task("t", """
            output_type: multiple_choice
            description: "Of {{q}}.\n\n"
            doc_to_text: "{{q}}\n답:"
            doc_to_choice: ["하나", "둘"]
            doc_to_target: "{{gold}}"
            num_fewshot: 2
            fewshot_split: test
            fewshot_config: {sampler: first_n}
            """, Enumerable.Range(0, 4).Select(n => $$"""{"q": "문제 {{n}}", "gold": {{n % 2}}}"""));
        Assert.Equal("Of 문제 1.\n\n문제 0\n답: 하나\n\n문제 2\n답: 하나\n\n문제 1\n답:", task.Samples[1].Context);
    }

    [Fact]
    public void Right_answers_may_be_numbers_texts_or_lists_of_them()
    {
        ImmutableArray<int> Right(string target, string document) =>
            _folder.Task("t", Choice.Replace("gold", target, StringComparison.Ordinal), document).Samples[0].Right;

        Assert.Equal([1], Right("gold", Document));
        Assert.Equal([1], Right("\"{{gold}}\"", Document));
        Assert.Equal([1], Right("\"{{['a', 'b'][gold]}}\"", Document));
        Assert.Equal([0, 1], Right("\"{{[0, 1]}}\"", Document));
        Assert.Equal([0, 1], Right("list", """{"q": "Q", "list": [0, 1]}"""));
        Assert.Empty(Right("\"c\"", Document));
    }

    [Fact]
    public void Draws_are_Python_s()
    {
        // python3 -c "import random; r = random.Random(1234); print([r.sample(range(100), 5) for _ in range(3)], r.sample(range(8), 3))"
        //   , r.sample(range(100), 30)
        var random = new PythonRandom(1234);
        var hundred = Enumerable.Range(0, 100).ToList();
        Assert.Equal([99, 56, 14, 0, 11], random.Sample(hundred, 5));
        Assert.Equal([74, 4, 85, 88, 10], random.Sample(hundred, 5));
        Assert.Equal([12, 98, 45, 30, 2], random.Sample(hundred, 5));
        Assert.Equal([0, 6, 7], random.Sample([.. hundred.Take(8)], 3));
        Assert.Equal([44, 82, 79, 61, 78, 59, 19, 11, 23, 14, 1, 64, 62, 31, 8, 69, 94, 85, 76, 92, 65, 74, 5, 34, 71,
            98, 38, 96, 45, 81], random.Sample(hundred, 30));
    }
}
