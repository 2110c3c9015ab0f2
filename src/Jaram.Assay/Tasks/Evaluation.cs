// Asks a model the questions of a task, several at once, and scores what it says. Each answer is in the journal before
// the next is waited for; a failure ends the task and leaves the journal.
// Source: lm_eval/evaluator.py, lm_eval/api/task.py (construct_requests, process_results).

using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Jaram.Assay.Tasks.Asking;
using Jaram.Assay.Tasks.Describing;
using Jaram.Assay.Tasks.Recording;
using Jaram.Assay.Tasks.Scoring;
using Jaram.Assay.Tasks.Templates;

namespace Jaram.Assay.Tasks;

/// <summary>How a model is asked.</summary>
/// <param name="Folder">Where journals lie.</param>
/// <param name="Limit">Questions of each task at most.</param>
/// <param name="Manner">How questions that want a text are put.</param>
/// <param name="Start">Whether earlier answers count.</param>
public sealed record EvaluationOptions(string Folder, int Limit, AskingManner Manner, JournalStart Start);

/// <summary>Asks one model.</summary>
/// <param name="subject">The model.</param>
/// <param name="options">How.</param>
public sealed class Evaluation(ISubject subject, EvaluationOptions options)
{
    /// <summary>What a text's likelihood is shared among, beside its scores in the journal.</summary>
    private const string Words = "words", Bytes = "bytes";

    /// <summary>Asks what is not in the journal yet, and scores all.</summary>
    /// <param name="task">The task.</param>
    /// <param name="progress">Told after each question how many are done, of how many.</param>
    /// <param name="cancel">Ends it; what was answered stays in the journal.</param>
    /// <exception cref="SubjectException">The model does not answer.</exception>
    /// <exception cref="EvaluationException">The task cannot be carried out.</exception>
    public async Task<TaskResult> RunAsync(PreparedTask task, Action<int, int> progress, CancellationToken cancel)
    {
        var samples = task.Samples[..Math.Min(options.Limit, task.Samples.Length)];
        using var journal = SampleJournal.Open(options.Folder, task, subject.Identity, options.Manner, options.Start);
        var left = samples.Where(sample => !journal.Lines.ContainsKey(sample.Id)).ToList();
        var (turn, known) = (new Lock(), samples.Length - left.Count);
        var done = known;
        progress(done, samples.Length);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = subject.AtOnce, CancellationToken = cancel };
        await Parallel.ForEachAsync(left, parallel, async (sample, stop) =>
        {
            var (line, text) = await AskAsync(task.Design, sample, stop);
            lock (turn)
            {
                journal.Add(line, text);
                progress(++done, samples.Length);
            }
        });
        return Result(task, samples, [.. samples.Select(sample => journal.Lines[sample.Id])], known, journal.Path);
    }

    private Task<(SampleLine, string)> AskAsync(TaskDesign task, Sample sample, CancellationToken cancel) =>
        task.Kind switch
        {
            AnswerKind.Choice => ChooseAsync(task, sample, cancel),
            AnswerKind.Continuation => ContinueAsync(sample, cancel),
            AnswerKind.Text => ReadAsync(task, sample, cancel),
            _ => WriteAsync(task, sample, cancel),
        };

    private async Task<(SampleLine, string)> ChooseAsync(TaskDesign task, Sample sample, CancellationToken cancel)
    {
        var names = task.Metrics.Select(metric => metric.Name).ToList();
        var asked = sample.Choices.Select(choice => (sample.Context, Answer: task.TargetDelimiter + choice)).ToList();
        if (names.Contains("acc_mutual_info"))
            asked.AddRange(sample.Choices.Select(choice => ("", task.TargetDelimiter + choice)));
        var said = new List<Likelihood>();
        foreach (var (context, answer) in asked)
            said.Add(await Likelihood.OfAsync(subject, context, answer, cancel));
        var count = sample.Choices.Length;
        var scores = names.ToImmutableSortedDictionary(name => $"{name},none",
            name => ChoiceScoring.Score(name, sample, said[..count], said[count..]), StringComparer.Ordinal);
        return Line(sample, scores, said, asked);
    }

    private async Task<(SampleLine, string)> ContinueAsync(Sample sample, CancellationToken cancel)
    {
        var answer = sample.References.FirstOrDefault() ?? "";
        var said = await Likelihood.OfAsync(subject, sample.Context, answer, cancel);
        var scores = ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal)
            .Add("acc,none", said.IsGreedy ? 1 : 0).Add("perplexity,none", said.LogLikelihood);
        return Line(sample, scores, [said], [(sample.Context, answer)]);
    }

    /// <summary>A whole text: its likelihood, and the words and bytes that it is shared among.</summary>
    private async Task<(SampleLine, string)> ReadAsync(TaskDesign task, Sample sample, CancellationToken cancel)
    {
        var text = sample.References[0];
        var said = await RollingLikelihood.OfAsync(subject, text, cancel);
        var scores = task.Metrics.ToImmutableSortedDictionary(metric => $"{metric.Name},none",
            _ => said.LogLikelihood, StringComparer.Ordinal)
            .Add(Words, PythonText.Words(text)).Add(Bytes, Encoding.UTF8.GetByteCount(text));
        return Line(sample, scores, [said], [("", text)]);
    }

    private static (SampleLine, string) Line(Sample sample, ImmutableSortedDictionary<string, double> scores,
        List<Likelihood> said, IEnumerable<(string Context, string Answer)> asked)
    {
        var line = new SampleLine(sample.Id, scores, said.Sum(one => one.Tokens), said.Max(one => one.CutTokens),
            said.Count(one => one.Tokens == 0));
        return (line, line.Write(sample,
            new([.. asked.Select(one => (JsonNode)new JsonArray(one.Context, one.Answer))]),
            new([.. said.Select(one => (JsonNode)new JsonArray(one.LogLikelihood, one.IsGreedy))]), []));
    }

    private async Task<(SampleLine, string)> WriteAsync(TaskDesign task, Sample sample, CancellationToken cancel)
    {
        var written = await subject.WriteAsync(sample.Context, new(task.Until, task.MostTokens, options.Manner),
            cancel);
        var (scores, filtered) = (ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal),
            new JsonObject());
        foreach (var filter in task.Filters)
        {
            var answer = AnswerFiltering.Apply(filter, written.Text);
            filtered[filter.Name] = answer;
            foreach (var metric in task.Metrics)
                scores[$"{metric.Name},{filter.Name}"] = AnswerChecks.Score(metric, answer, sample.References);
        }
        var line = new SampleLine(sample.Id, scores.ToImmutable(), written.Tokens, written.CutTokens, 0);
        return (line, line.Write(sample, [sample.Context], [written.Text], filtered));
    }

    private static TaskResult Result(
        PreparedTask task, ImmutableArray<Sample> samples, ImmutableArray<SampleLine> lines, int known, string journal)
    {
        var chance = Chance(task.Design, samples);
        var scores = from filter in task.Design.Filters
                     from metric in task.Design.Metrics
                     let each = lines.Select(line => line.Scores[$"{metric.Name},{filter.Name}"]).ToList()
                     select task.Design.Kind == AnswerKind.Text
                         ? Score.OfTexts(metric.Name, each, [.. lines.Select(line =>
                             line.Scores[metric.Name == "word_perplexity" ? Words : Bytes])])
                         : Score.Of(metric.Name, filter.Name, each,
                             task.Design.Kind == AnswerKind.Choice && !metric.IsPick ? null : chance);
        return new(task, [.. scores], lines.Length, known, journal,
            lines.All(line => line.Tokens >= 0) ? lines.Sum(line => (long)line.Tokens) : -1,
            lines.Count(line => line.CutTokens > 0), lines.Count(line => line.Empty > 0));
    }

    /// <summary>The line of the questions that were asked.</summary>
    private static ChanceLine? Chance(TaskDesign task, ImmutableArray<Sample> samples)
    {
        if (task.Kind is AnswerKind.Continuation or AnswerKind.Text) return null;
        if (task.Kind == AnswerKind.Writing) return ChanceLine.Of([.. samples.Select(_ => task.Chance)], 0);
        var places = samples.SelectMany(sample => sample.Right).CountBy(at => at).Select(count => count.Value);
        return ChanceLine.Of([.. samples.Select(sample => (double)sample.Right.Length / sample.Choices.Length)],
            (double)places.DefaultIfEmpty(0).Max() / samples.Length);
    }
}
