using Jaram.Inference.Generating;
using Jaram.Tokenizers;
using Jaram.Village;

namespace Jaram.Cli.Demo;

/// <summary>A question and what the model said.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Said">The whole answer.</param>
internal sealed record Reply(Question Question, string Said)
{
    /// <summary>Whether it is what the village holds true.</summary>
    public bool IsRight => Answers.Matches(Question, Said);
}

/// <summary>How many of a group of questions were answered rightly.</summary>
/// <param name="Language">Of questions and answers.</param>
/// <param name="Kind">What they find out.</param>
/// <param name="Right">Right answers.</param>
/// <param name="Asked">Questions asked.</param>
internal sealed record Score(Language Language, QuestionKind Kind, int Right, int Asked)
{
    /// <summary>In [0, 1].</summary>
    public double Share => (double)Right / Asked;
}

/// <summary>Asks a model about its village, always taking its likeliest word.</summary>
internal static class Recall
{
    /// <summary>Questions of each language and kind, unless all are asked for.</summary>
    private const int Sample = 60;

    private static readonly SamplingOptions _greedy = new() { Temperature = 0, MaxTokens = 48 };

    /// <summary>What a pass needs: the share of right answers by kind. Unknown people are shown, not
    /// required.</summary>
    public static IReadOnlyDictionary<QuestionKind, double> Required { get; } =
        new Dictionary<QuestionKind, double> { [QuestionKind.Seen] = 0.95, [QuestionKind.HeldOut] = 0.80 };

    /// <summary>The questions to ask: of each language and kind all, or 60 in equal distances.</summary>
    public static IReadOnlyList<Question> Choose(IEnumerable<Question> questions, int sample = Sample) =>
    [
        .. questions.GroupBy(question => (question.Language, question.Kind)).SelectMany(group =>
        {
            var (all, count) = (group.ToList(), Math.Min(sample, group.Count()));
            return Enumerable.Range(0, count).Select(n => all[(int)((long)n * all.Count / count)]);
        }),
    ];

    /// <summary>Asks one after the other, each in a conversation of its own.</summary>
    public static IEnumerable<Reply> Ask(Writer writer, Tokenizer tokenizer, IEnumerable<Question> questions) =>
        questions.Select(question => new Reply(question, string.Concat(writer.Write(
            ChatTemplate.EncodePrompt(tokenizer, [new(ChatRole.User, question.Text)]), _greedy))));

    /// <summary>Counts, language by language and kind by kind.</summary>
    public static IReadOnlyList<Score> Count(IEnumerable<Reply> replies) =>
    [
        .. replies.GroupBy(reply => (reply.Question.Language, reply.Question.Kind))
            .Select(group => new Score(group.Key.Language, group.Key.Kind,
                group.Count(reply => reply.IsRight), group.Count()))
            .OrderBy(score => score.Language).ThenBy(score => score.Kind),
    ];

    /// <summary>Whether every kind that must be known is known well enough, in each language.</summary>
    public static bool IsEnough(IReadOnlyList<Score> scores) => scores.All(score =>
        !Required.TryGetValue(score.Kind, out var share) || score.Right >= share * score.Asked);
}
