// A task's file: the declarative subset of lm-evaluation-harness. What is not understood is refused by name, so no
// number can come of a task that was half read.
// Source: lm_eval/config/task.py; docs/formats/tasks.md says what is read.

using System.Collections.Immutable;
using Jaram.Assay.Tasks.Templates;

namespace Jaram.Assay.Tasks.Describing;

/// <summary>Reads the description of a task.</summary>
internal static class TaskReader
{
    private const int MostShots = 64;
    private static readonly string[] _builders = ["json", "csv", "parquet"];

    private static readonly string[] _passedOver =
        ["task_alias", "tag", "group", "should_decontaminate", "doc_to_decontamination_query"];

    /// <summary>Reads a task.</summary>
    /// <param name="root">What the file says.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="EvaluationException">It says what cannot be carried out.</exception>
    public static TaskDesign Read(Value.Named root, string path)
    {
        var fields = new Fields(root, path);
        Refuse(fields, "process_docs", "process_results", "custom_dataset", "doc_to_image", "doc_to_audio",
            "use_prompt");
        foreach (var name in _passedOver) fields.Take(name);
        var task = fields.Text("task", "");
        var kind = fields.Word("output_type", "generate_until",
            "multiple_choice", "loglikelihood", "loglikelihood_rolling", "generate_until") switch
        {
            "multiple_choice" => AnswerKind.Choice,
            "loglikelihood" => AnswerKind.Continuation,
            "loglikelihood_rolling" => AnswerKind.Text,
            _ => AnswerKind.Writing,
        };
        if (fields.Count("repeats", 1) != 1)
            throw new EvaluationException($"{path}: repeats is not 1; Jaram asks each question once, greedily");
        var design = Text(fields, new()
        {
            Path = path, Name = task, Kind = kind, Json = root.ToJson()!.ToJsonString(), Data = Data(fields),
            Version = "", AskedSplit = "", ExampleSplit = "", Description = Template.Read(""),
            Question = Template.Read(""),
            Target = Value.None, Shots = Math.Min(fields.Count("num_fewshot", 0), MostShots),
        });
        design = Examples(fields, Writing(fields, design));
        design = Metadata(fields, design with { Metrics = Metrics(fields, kind), Filters = Filters(fields, kind) });
        fields.Finish();
        return design;
    }

    private static void Refuse(Fields fields, params ReadOnlySpan<string> code)
    {
        foreach (var name in code)
            if (fields.Take(name) is not null)
                throw new EvaluationException(
                    $"{fields.Place}: has {name}, which needs Python or pictures; Jaram reads "
                    + "text tasks whose templates say everything");
    }

    private static TaskDesign Text(Fields fields, TaskDesign design)
    {
        var question = fields.Take("doc_to_text") ?? (design.Kind == AnswerKind.Text
            ? new Value.Text("")
            : throw Missing(fields, "doc_to_text"));
        if (question is not Value.Text text) throw fields.Wrong("doc_to_text", question, "a template");
        var choices = design.Kind == AnswerKind.Choice
            ? Checked(fields, "doc_to_choice")
            : fields.Take("doc_to_choice");
        return design with
        {
            Question = Read(fields, "doc_to_text", text.Characters),
            Description = Read(fields, "description", fields.Text("description", "")),
            Target = Checked(fields, "doc_to_target"),
            Choices = choices is Value.Named named
                ? new Value.Many([.. named.Members.Select(member => member.Value)])
                : choices ?? Value.None,
            TargetDelimiter = fields.Text("target_delimiter", " "),
            ExampleDelimiter = fields.Text("fewshot_delimiter", "\n\n"),
        };
    }

    /// <summary>A value that must be there, and be a template if it is a text.</summary>
    private static Value Checked(Fields fields, string name)
    {
        var value = fields.Take(name) ?? throw Missing(fields, name);
        if (value is Value.Text text) Read(fields, name, text.Characters);
        return value;
    }

    private static Template Read(Fields fields, string name, string template)
    {
        try
        {
            return Template.Read(template);
        }
        catch (EvaluationException wrong)
        {
            throw new EvaluationException($"{fields.Place}: {name}: {wrong.Message}");
        }
    }

    private static DataDesign Data(Fields fields)
    {
        var builder = fields.Text("dataset_path", "");
        if (builder == "") throw Missing(fields, "dataset_path");
        var options = fields.Part("dataset_kwargs");
        foreach (var name in (string[])["trust_remote_code", "revision"]) options.Take(name);
        var files = Files(options);
        if (_builders.Contains(builder) && files.IsEmpty)
            throw new EvaluationException(
                $"{fields.Place}: dataset_path is {builder}, dataset_kwargs has no data_files; name them");
        var delimiter = options.Text("delimiter", options.Text("sep", ","));
        if (delimiter.Length != 1) throw new EvaluationException(
            $"{options.Place}: delimiter must be one character, got '{delimiter}'");
        var data = new DataDesign(builder, fields.Text("dataset_name", ""), files, delimiter[0],
            options.Count("quoting", 0) != 3);
        options.Finish();
        return data;
    }

    private static ImmutableArray<(string, string)> Files(Fields options) => options.Take("data_files") switch
    {
        null => [],
        Value.Text one => [("train", one.Characters)],
        Value.Many many => [.. many.Items.Select(item => ("train", item.Show()))],
        Value.Named named => [.. named.Members.SelectMany(member => member.Value is Value.Many several
            ? several.Items.Select(item => (member.Key, item.Show()))
            : [(member.Key, member.Value.Show())])],
        var other => throw options.Wrong("data_files", other, "files, or splits with files"),
    };

    private static TaskDesign Examples(Fields fields, TaskDesign design)
    {
        var (training, validation, test) = (fields.Text("training_split", ""), fields.Text("validation_split", ""),
            fields.Text("test_split", ""));
        var asked = test != "" ? test : validation;
        if (asked == "") throw new EvaluationException(
            $"{fields.Place}: has neither test_split nor validation_split; name one");
        var options = fields.Part("fewshot_config");
        var sampler = options.Word("sampler", "default", "default", "first_n") == "first_n"
            ? Sampler.First
            : Sampler.Drawn;
        var shots = design.Shots > 0 ? design.Shots : options.Count("num_fewshot", 0);
        var own = options.Take("samples") switch
        {
            null => [],
            Value.Many many => many.Items.OfType<Value.Named>().ToImmutableArray(),
            var other => throw options.Wrong("samples", other, "a list of mappings"),
        };
        var split = fields.Text("fewshot_split", options.Text("split", ""));
        var drawsOneMore = split == test;
        options.Finish();
        if (split == "" && own.IsEmpty) split = training != "" ? training : validation != "" ? validation : test;
        return design with
        {
            AskedSplit = asked, ExampleSplit = split, Examples = own, Shots = shots, Sampler = sampler,
            DrawsOneMore = drawsOneMore,
        };
    }

    private static TaskDesign Writing(Fields fields, TaskDesign design)
    {
        var options = fields.Part("generation_kwargs");
        var isSaid = options.Take("until") is not null;
        var until = options.Texts("until");
        if (options.Flag("do_sample", false) || options.Take("temperature")?.AsNumber() is > 0)
            throw new EvaluationException(
                $"{options.Place}: asks for sampled answers; Jaram's are greedy, so that they can "
                + "be made again: set do_sample: false and temperature: 0");
        var most = options.Count("max_gen_toks", options.Count("max_tokens", options.Count("max_new_tokens", 256)));
        options.Finish();
        return design with
        {
            Until = isSaid || design.Kind != AnswerKind.Writing ? [.. until] : [design.ExampleDelimiter],
            MostTokens = Math.Max(most, 1),
        };
    }

    private static ImmutableArray<MetricDesign> Metrics(Fields fields, AnswerKind kind)
    {
        var metrics = fields.List("metric_list").Select(one => Metric(one, kind)).ToImmutableArray();
        return metrics.IsEmpty
            ? [.. MetricDesign.Usual(kind).Select(name => new MetricDesign { Name = name })]
            : metrics;
    }

    private static MetricDesign Metric(Fields one, AnswerKind kind)
    {
        var metric = new MetricDesign
        {
            Name = one.Word("metric", "", [.. MetricDesign.Of(kind)]), IgnoresCase = one.Flag("ignore_case", false),
            IgnoresPunctuation = one.Flag("ignore_punctuation", false),
            IgnoresNumbers = one.Flag("ignore_numbers", false), Ignored = [.. one.Texts("regexes_to_ignore")],
        };
        one.Word("aggregation", metric.Aggregation, metric.Aggregation);
        one.Flag("higher_is_better", true);
        one.Finish();
        return metric;
    }

    private static ImmutableArray<FilterDesign> Filters(Fields fields, AnswerKind kind)
    {
        var filters = fields.List("filter_list").Select(one =>
        {
            var filter = new FilterDesign(one.Text("name", "none"), [.. one.List("filter").Select(Step)]);
            one.Finish();
            return filter;
        }).ToImmutableArray();
        if (!filters.IsEmpty && kind != AnswerKind.Writing)
            throw new EvaluationException(
                $"{fields.Place}: has filter_list, which is for generate_until; leave it out");
        return filters.IsEmpty ? [FilterDesign.None] : filters;
    }

    private static FilterStep Step(Fields one)
    {
        var function = one.Word("function", "", "take_first", "regex", "lowercase", "uppercase", "remove_whitespace");
        var step = function switch
        {
            "regex" => new FilterStep(FilterFunction.Regex, one.Text("regex_pattern", @"#### (\-?[0-9\.\,]+)"),
                (int)(one.Take("group_select")?.AsNumber() ?? 0), one.Text("fallback", "[invalid]")),
            "lowercase" => new FilterStep(FilterFunction.Lowercase),
            "uppercase" => new FilterStep(FilterFunction.Uppercase),
            "remove_whitespace" => new FilterStep(FilterFunction.RemoveWhitespace),
            _ => new FilterStep(FilterFunction.TakeFirst),
        };
        one.Finish();
        return step;
    }

    /// <summary>Anything may stand in metadata; Jaram looks at version and chance.</summary>
    private static TaskDesign Metadata(Fields fields, TaskDesign design)
    {
        var metadata = fields.Part("metadata");
        var chance = metadata.Take("chance") is { } given
            ? given.AsNumber() is { } number and >= 0 and < 1 ? number
                : throw metadata.Wrong("chance", given, "0 to below 1")
            : 0;
        return design with { Version = metadata.Take("version")?.Show() ?? "", Chance = chance };
    }

    private static EvaluationException Missing(Fields fields, string name) =>
        new($"{fields.Place}: has no {name}; every task of that kind needs one");
}
