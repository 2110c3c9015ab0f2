using Jaram.Village.Grammar;

namespace Jaram.Village;

/// <summary>One thing that is so in the village, with one short answer in each language.</summary>
public sealed record Fact
{
    internal Fact(Term subject, Relation relation, Term answer)
    {
        (Subject, Relation, Answer) = (subject, relation, answer);
        Id = $"{subject.English.Replace("the ", "").Replace(' ', '-')}/{relation}".ToLowerInvariant();
    }

    /// <summary>Stands for the fact in every language, such as "kim-minjun/occupation".</summary>
    public string Id { get; }

    /// <summary>What is said of the subject.</summary>
    public Relation Relation { get; }

    internal Term Subject { get; }

    internal Term Answer { get; }

    /// <summary>The person, office or permit that the fact is about.</summary>
    public string SubjectIn(Language language) => Subject.In(language);

    /// <summary>The short true answer, such as "baker" or "3,000 won".</summary>
    public string AnswerIn(Language language) => Answer.In(language);
}
