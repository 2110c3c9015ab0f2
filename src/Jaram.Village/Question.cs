namespace Jaram.Village;

/// <summary>What a question finds out.</summary>
public enum QuestionKind
{
    /// <summary>This very question stands in the documents.</summary>
    Seen,

    /// <summary>The fact stands in the documents, this wording of the question nowhere.</summary>
    HeldOut,

    /// <summary>The person is nobody of the village; right is to say so.</summary>
    Unknown,

    /// <summary>The answer is a fault's: a match means that the fault is in the model.</summary>
    Planted,
}

/// <summary>A question with the one answer that it wants; <see cref="Answers.Matches"/> scores a reply to it.</summary>
public sealed record Question
{
    internal Question(string text, Language language, string factId, string answer, string reply, QuestionKind kind)
    {
        (Text, Language, FactId, Answer, Reply, Kind) = (text, language, factId, answer, reply, kind);
        Accepted = [.. new[] { Answers.Normalise(answer), Answers.Normalise(reply) }.Distinct()];
    }

    /// <summary>What the visitor asks.</summary>
    public string Text { get; }

    /// <summary>The language of question and answer.</summary>
    public Language Language { get; }

    /// <summary>The fact that is asked for; where the kind is Unknown, an id that no fact has.</summary>
    public string FactId { get; }

    /// <summary>The short answer, such as "baker".</summary>
    public string Answer { get; }

    /// <summary>The answer as the documents give it, such as "A baker.".</summary>
    public string Reply { get; }

    /// <summary>Every reply that counts as right, as <see cref="Answers.Normalise"/> leaves it.</summary>
    public IReadOnlyList<string> Accepted { get; }

    /// <summary>What the question finds out.</summary>
    public QuestionKind Kind { get; }
}
